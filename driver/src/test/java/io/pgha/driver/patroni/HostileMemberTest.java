package io.pgha.driver.patroni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgha.driver.topology.Observation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from a member is a stranger's: it costs an answer, and nothing else. */
@ExtendWith(LeftThreads.class)
class HostileMemberTest {
  private static final String STATUS = "{\"state\":\"running\",\"role\":\"replica\"}";
  private static final String KILOBYTE = "x".repeat(1024);

  private final PatroniClient client =
      new PatroniClient(PatroniTls.of(null, null, null), Duration.ofSeconds(5));
  private final Told<Observation> told = new Told<>();
  private FakePatroni patroni;

  @BeforeEach
  void start() throws IOException {
    patroni = FakePatroni.start();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    patroni.close();
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of("", "the connection was closed before the answer was complete"),
        Arguments.of("\r\n\r\n", "Unexpected status line"),
        Arguments.of("SSH-2.0-OpenSSH_9.2\r\n", "Unexpected status line: SSH-2.0-OpenSSH_9.2"),
        Arguments.of("HTTP/1.0 200 OK\r\nDate: tod", "the connection was closed before"),
        Arguments.of("HTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\n" + STATUS, "204"),
        Arguments.of("HTTP/1.1 407 Proxy\r\n\r\n", "HTTP_PROXY_AUTH"),
        Arguments.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n" + STATUS, "unexpected end of stream"),
        Arguments.of(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n" + STATUS,
            "expected chunk size"),
        Arguments.of(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n" + STATUS,
            "no answer"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void givesNoAnswer(String bytes, String reason) {
    patroni.behave(Behaviour.raw(bytes));

    client.status(patroni.api(), 1, told);

    assertThat(told.result().status()).isNull();
    assertThat(told.result().failure())
        .startsWith("no answer from " + patroni.api() + ": ")
        .contains(reason)
        .hasSizeLessThan(300);
    assertThat(patroni.requests()).hasSize(1);
  }

  static Stream<Arguments> bodies() {
    return Stream.of(
        Arguments.of(200, "", "the body is empty"),
        Arguments.of(501, "<html>\n<h1>Not implemented</h1>", "\"<html> <h1>Not impl"),
        Arguments.of(502, "<html>Bad gateway</html>", "not proper JSON"),
        Arguments.of(200, "{\"state\":\"running\",\"role\":\"prim", "not proper JSON"),
        Arguments.of(200, "{\"members\":[]}", "role is missing"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void givesUnusableAnswer(int code, String body, String reason) {
    patroni.answer(code, body);

    client.status(patroni.api(), 1, told);

    assertThat(told.result().status()).isNull();
    assertThat(told.result().failure())
        .startsWith("unusable answer from " + patroni.api() + ", code " + code + ": ")
        .contains(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6400000\r\n",
      })
  void stopsReadingEndlessBody(String head) {
    patroni.behave(Behaviour.endless(head, KILOBYTE));

    client.status(patroni.api(), 1, told);

    assertThat(told.result().failure())
        .isEqualTo("no answer from " + patroni.api() + ": the body is longer than 262144 bytes");
    await().until(() -> patroni.openConnections() == 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 200 OK\r\nX: ",
        "HTTP/1.0 200 ",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 ",
      })
  void stopsReadingEndlessHead(String head) {
    patroni.behave(Behaviour.endless(head, KILOBYTE));

    client.status(patroni.api(), 1, told);

    assertThat(told.result().failure()).startsWith("no answer from ");
    await().until(() -> patroni.openConnections() == 0);
  }

  @Test
  void stopsReadingEndlessInformation() {
    patroni.behave(Behaviour.endless("", "HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n"));

    client.status(patroni.api(), 1, told);

    assertThat(told.result().failure()).startsWith("no answer from ");
    await().until(() -> patroni.openConnections() == 0);
  }

  @Test
  void readsLongClusterAndStopsAtItsLimit() {
    Told<ClusterAnswer> within = new Told<>();
    Told<ClusterAnswer> beyond = new Told<>();

    patroni.answer(200, "{\"members\":[]" + " ".repeat(4_000_000) + "}");
    client.clusterMembers(patroni.api(), within);
    assertThat(within.result().failure()).isNull();

    patroni.behave(Behaviour.endless("HTTP/1.0 200 OK\r\n\r\n", KILOBYTE));
    client.clusterMembers(patroni.api(), beyond);
    assertThat(beyond.result().failure()).endsWith("the body is longer than 4194304 bytes");
    assertThat(beyond.result().members()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 302 Found\r\nLocation: %s/elsewhere\r\n\r\n",
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: %s/elsewhere\r\n\r\n",
        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n",
        "HTTP/1.1 408 Request Timeout\r\n\r\n",
        "HTTP/1.1 421 Misdirected Request\r\n\r\n",
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\n\r\n",
      })
  void asksNothingTwiceAndNowhereElse(String answer) {
    patroni.behave(Behaviour.raw(answer.formatted(patroni.api())));

    client.status(patroni.api(), 1, told);

    assertThat(told.result().failure()).contains("the body is empty");
    assertThat(patroni.requests()).containsExactly("/primary");
  }

  @Test
  void answersOthersWhileOneDrips() throws IOException {
    patroni.behave(Behaviour.drip(STATUS));
    Poll slow = client.status(patroni.api(), 1, told);

    try (FakePatroni healthy = FakePatroni.start().answer(503, STATUS)) {
      List<Told<Observation>> others = Stream.generate(Told<Observation>::new).limit(20).toList();
      others.forEach(other -> client.status(healthy.api(), 1, other));

      assertThat(others).allSatisfy(other -> assertThat(other.result().failure()).isNull());
    }
    assertThat(told.times()).isZero();
    slow.cancel("within 3s");
    assertThat(told.result().failure()).isEqualTo("no answer from " + patroni.api() + " within 3s");
    await().until(() -> patroni.openConnections() == 0);
  }
}
