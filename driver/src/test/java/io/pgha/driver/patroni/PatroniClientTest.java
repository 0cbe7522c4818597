package io.pgha.driver.patroni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pgha.driver.topology.Discovered;
import io.pgha.driver.topology.Observation;
import io.pgha.driver.topology.PatroniStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeftThreads.class)
class PatroniClientTest {
  private static final String STATUS = "{\"state\":\"running\",\"role\":\"replica\"}";

  private final PatroniClient client = client(Dns.SYSTEM);
  private final Told<Observation> told = new Told<>();
  private FakePatroni patroni;

  @BeforeEach
  void start() throws IOException {
    patroni = FakePatroni.start().answer(503, STATUS);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    patroni.close();
  }

  private static PatroniClient client(Dns dns) {
    return new PatroniClient(PatroniTls.of(null, null, null), Duration.ofSeconds(5), dns);
  }

  @Test
  void tellsWhatLeaderAnswered() throws Exception {
    patroni.answer(200, Recorded.of("4.1.5", "healthy", "pg1_patroni.json").text());

    client.status(patroni.api(), /* round= */ 7, told);

    assertThat(told.result().api()).isEqualTo(patroni.api());
    assertThat(told.result().round()).isEqualTo(7);
    assertThat(told.result().failure()).isNull();
    assertThat(status(told).holdsLock()).isTrue();
    assertThat(status(told).name()).isEqualTo("pg1");
    assertThat(status(told).dcsAgeSeconds()).isPresent();
    assertThat(patroni.requests()).containsExactly("/primary");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401, 404, 500, 502, 503})
  void takesAnyCodeWithStatusAsAnswer(int code) {
    patroni.answer(code, STATUS);

    client.status(patroni.api(), 1, told);

    assertThat(status(told).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 503 Service Unavailable\r\n\r\n%s",
        "HTTP/1.0 503\r\n\r\n%s",
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 36\r\n\r\n%s",
        "HTTP/1.1 503 Service Unavailable\r\nTransfer-Encoding: chunked\r\n\r\n24\r\n%s\r\n0\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 Service Unavailable\r\nContent-Length: 36\r\n\r\n%s",
      })
  void readsEveryFormOfBody(String answer) {
    patroni.behave(Behaviour.raw(answer.formatted(STATUS)));

    client.status(patroni.api(), 1, told);

    assertThat(status(told).replica()).isTrue();
  }

  @Test
  void discoversMembers() throws Exception {
    Told<ClusterAnswer> cluster = new Told<>();
    patroni.behave(
        "/cluster",
        Behaviour.json(200, Recorded.of("4.1.5", "healthy", "pg1_cluster.json").text()));

    client.clusterMembers(patroni.api(), cluster);

    assertThat(cluster.result().failure()).isNull();
    assertThat(cluster.result().members())
        .extracting(Discovered::name)
        .containsExactly("pg1", "pg2", "pg3");
    assertThat(patroni.requests()).containsExactly("/cluster");
  }

  @Test
  void bringsAnyAnswerAsItIs() {
    Told<RawAnswer> raw = new Told<>();
    patroni.behave(
        "/config",
        Behaviour.raw(
            "HTTP/1.0 200 OK\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\n\r\n{\"ttl\": 30}"));

    client.raw(patroni.api(), "config", raw);

    assertThat(raw.result())
        .isEqualTo(
            new RawAnswer(
                patroni.api(), 200, "{\"ttl\": 30}", Instant.parse("2026-01-01T00:00:00Z"), null));
  }

  @Test
  void saysWhyThereIsNoAnswerAtAll() {
    Told<RawAnswer> raw = new Told<>();
    patroni.behave(Behaviour.closeAtOnce());

    client.raw(patroni.api(), "config", raw);

    assertThat(raw.result().code()).isZero();
    assertThat(raw.result().failure()).contains("the connection was closed");
  }

  @Test
  void asksPlainlyAndBelowBasePath() {
    client.status(URI.create(patroni.api() + "/base/"), 1, told);

    told.result();
    assertThat(patroni.heads().get(0))
        .startsWith("GET /base/primary HTTP/1.1")
        .contains("Connection: close", "Accept: application/json", "User-Agent: pgha\n")
        .doesNotContain("Keep-Alive", "gzip", "Cookie", "Authorization");
  }

  @Test
  void keepsNoConnectionThatServerKeeps() {
    patroni.behave(
        connection -> {
          Behaviour.raw("HTTP/1.1 503 X\r\nContent-Length: 36\r\n\r\n" + STATUS).answer(connection);
          Behaviour.hang().answer(connection);
        });

    client.status(patroni.api(), 1, told);

    assertThat(status(told).replica()).isTrue();
    await().until(() -> patroni.openConnections() == 0);
  }

  @Test
  void triesNextAddressOfHost() throws Exception {
    InetAddress nobody = address("::1");
    InetAddress server = address("127.0.0.1");

    try (PatroniClient several = client(host -> List.of(nobody, server))) {
      several.status(URI.create("http://patroni_1:" + patroni.port()), 1, told);

      assertThat(status(told).replica()).isTrue();
    }
  }

  @Test
  void asksOnceThoughHostHasSeveralAddresses() throws Exception {
    patroni.behave(Behaviour.closeAtOnce());
    InetAddress server = address("127.0.0.1");

    try (PatroniClient several = client(host -> List.of(server, server))) {
      several.status(URI.create("http://pg1:" + patroni.port()), 1, told);

      assertThat(told.result().failure()).contains("the connection was closed");
      assertThat(patroni.requests()).hasSize(1);
    }
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    patroni.close();

    client.status(patroni.api(), 1, told);

    assertThat(told.result().failure())
        .isEqualTo("no answer from " + patroni.api() + ": connection refused");
  }

  @Test
  void saysThatHostIsUnknown() {
    Dns empty =
        host -> {
          throw new UnknownHostException(host + ": Name or service not known");
        };

    try (PatroniClient lost = client(empty)) {
      lost.status(URI.create("http://pg1:8008"), 1, told);

      assertThat(told.result().failure())
          .isEqualTo("no answer from http://pg1:8008: unknown host pg1: Name or service not known");
    }
  }

  @Test
  void refusesAddressesThatAreNotHttp() {
    assertThatThrownBy(() -> client.status(URI.create("ftp://pg1:8008"), 1, told))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://")
        .hasMessageContaining("ftp");
  }

  @Test
  void showsNoCredentialsOfAddress() throws IOException {
    patroni.close();

    client.status(URI.create("http://user:secret@127.0.0.1:" + patroni.port()), 1, told);

    assertThat(told.result().failure()).doesNotContain("secret");
  }

  private static InetAddress address(String literal) throws UnknownHostException {
    return Dns.SYSTEM.lookup(literal).get(0);
  }

  private static PatroniStatus status(Told<Observation> told) {
    assertThat(told.result().failure()).isNull();
    return Objects.requireNonNull(told.result().status());
  }
}
