package io.pgha.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands that ask, on a real cluster that changes under them. */
final class CommandsIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  @TempDir Path folder = Path.of("");

  private final PatroniCluster cluster = patroni.cluster();

  /** A command asks once, and a member of a machine with much to do may be late for it. */
  private static void eventually(ThrowingRunnable assertions) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(IllegalStateException.class)
        .untilAsserted(assertions);
  }

  @Test
  void statusTellsWhoIsWhatAndWhereWritesAndReadsGo() {
    eventually(
        () -> {
          JsonNode report = status(0);
          assertThat(texts(report.at("/write/to"))).containsExactly(cluster.leader().name());
          assertThat(texts(report.at("/read/to")))
              .containsExactlyInAnyOrderElementsOf(replicaNames());
          assertThat(texts(report.at("/read/then"))).containsExactly(cluster.leader().name());
          for (Member replica : cluster.awaitReplicas(2)) {
            JsonNode seen = member(report, replica);
            assertThat(seen.path("role").asText()).isEqualTo("replica");
            assertThat(seen.path("state").asText()).isEqualTo("running");
            assertThat(seen.path("timeline").asLong()).isPositive();
            assertThat(seen.path("lagBytes").isIntegralNumber()).isTrue();
            assertThat(seen.path("answerMillis").isIntegralNumber()).isTrue();
            assertThat(seen.path("againstReads").isNull()).isTrue();
          }
        });
  }

  @Test
  void statusPrintsATable() {
    eventually(
        () -> {
          Run run = Run.of("status", url());
          assertThat(run.err()).isEmpty();
          assertThat(run.status()).isZero();
          assertThat(run.out().lines())
              .anyMatch(line -> line.matches(cluster.leader().name() + " .* leader +running .*"))
              .contains(
                  "writes: %s: holds the leader lock, and its PostgreSQL runs as primary"
                      .formatted(cluster.leader().name()));
        });
  }

  @Test
  void statusSendsNoReadsToAReplicaThatWasKilled() {
    Member killed = cluster.awaitReplicas(2).get(0);
    killed.kill();
    eventually(
        () -> {
          JsonNode report = status(0);
          assertThat(member(report, killed).path("failure").asText()).contains("no answer from");
          assertThat(texts(report.at("/read/to"))).doesNotContain(killed.name()).hasSize(1);
        });
  }

  @Test
  void statusSaysThatNobodyTakesWrites() {
    // Otherwise somebody is promoted soon.
    cluster.pause();
    cluster.leader().kill();
    eventually(
        () -> {
          JsonNode report = status(1);
          assertThat(report.at("/write/to")).isEmpty();
          assertThat(report.at("/write/why").asText()).isEqualTo("no member holds the leader lock");
        });
  }

  @Test
  void statusWatchesUntilItIsEnded() throws Exception {
    Member replica = cluster.awaitReplicas(2).get(0);
    try (PghaProcess watch =
        PghaProcess.start(folder.resolve("out"), "status", url(), "--watch", "--json")) {
      cluster.await("a first report", () -> !watch.lines().isEmpty());
      replica.tag("noloadbalance", true);
      cluster.await(
          "a report of the tag",
          () -> {
            JsonNode last = json(watch.lines().get(watch.lines().size() - 1));
            return member(last, replica)
                .path("againstReads")
                .asText()
                .equals("is tagged noloadbalance");
          });
      assertThat(watch.end()).isZero();
    }
  }

  @Test
  void doctorHasNoErrorsForAClusterAsPeopleHaveIt() {
    eventually(
        () -> {
          Run run = Run.of("doctor", url() + credentials());
          assertThat(run.err()).isEmpty();
          assertThat(run.out().lines())
              .noneMatch(line -> line.startsWith("error"))
              .anyMatch(line -> line.startsWith("advice   synchronous_mode is off"))
              .anyMatch(line -> line.startsWith("warning  PostgreSQL has neither tcp_user_timeout"))
              .anyMatch(line -> line.startsWith("advice   The URL has not tcpKeepAlive=true"));
          assertThat(run.out()).doesNotContain(cluster.password(), "pooler", "forwards", "clock");
          assertThat(run.status()).isZero();
        });
  }

  @Test
  void doctorFindsWhatWasSetUpWrong() {
    Member away = cluster.awaitReplicas(2).get(0);
    cluster.configure("ttl", 60);
    away.isolateFromClients();
    String url = url(cluster.leader().address() + "," + nobody()) + credentials();
    eventually(
        () -> {
          Run run = Run.of("doctor", url, "--pool-size", "200", "--set", "connections.max=500");
          assertThat(run.out().lines())
              .anyMatch(line -> line.startsWith("warning  ttl is 60 s"))
              .anyMatch(
                  line -> line.startsWith("error    " + away.name()) && line.contains("is alive"))
              .anyMatch(line -> line.startsWith("error    The pools may open 200 sessions"))
              .anyMatch(line -> line.startsWith("warning  By these settings pgha haproxy lets"))
              .anyMatch(line -> line.startsWith("warning  The URL names " + nobody()));
          assertThat(run.status()).isEqualTo(1);
        });
  }

  @Test
  void doctorSaysThatThePasswordIsWrong() {
    eventually(
        () -> {
          Run run = Run.of("doctor", url() + "&user=" + cluster.user() + "&password=geheim");
          assertThat(run.out().lines())
              .anyMatch(line -> line.startsWith("error    No connection for writing: 28P01"));
          assertThat(run.out()).doesNotContain("geheim");
          assertThat(run.status()).isEqualTo(1);
        });
  }

  @Test
  void filesFollowTheMembers() throws Exception {
    Path file = folder.resolve("haproxy.cfg");
    Path old = folder.resolve("old.cfg");
    Files.writeString(folder.resolve("server-state"), "1\n");
    List<String> settings = RunningHaproxy.settings(folder);
    emit(file, settings);
    Files.copy(file, old);
    assertThat(check(0, old)).isEqualTo(old + ": fits\n");
    String out = cluster.awaitReplicas(2).get(0).name();

    Member added = null;
    try (RunningHaproxy haproxy = RunningHaproxy.start(folder, file)) {
      cluster.await("HAProxy to run", () -> haproxy.has("pgha_reads", out));
      haproxy.ask("set server pgha_reads/" + out + " state maint");
      try (PghaProcess watch = watch(file, settings, haproxy)) {
        cluster.await("a line of log", () -> !watch.lines().isEmpty());
        added = cluster.addMember();
        String name = added.name();
        cluster.await("HAProxy to have " + name, () -> haproxy.has("pgha_reads", name));
        cluster.await(
            out + " to be out of use still", () -> haproxy.isInMaintenance("pgha_reads", out));
        cluster.await("another line of log", () -> watch.lines().size() > 1);
        assertThat(watch.end()).isZero();
        assertThat(watch.lines())
            .hasSize(2)
            .allMatch(line -> line.endsWith("server state saved; reloaded"));
        assertThat(watch.lines().get(0)).contains("right already").doesNotContain(name);
        assertThat(watch.lines().get(1)).contains(name);
      }
      assertThat(check(1, old))
          .contains("listen pgha_writes: server " + name(added) + " is missing");
      assertThat(check(0, file)).isEqualTo(file + ": fits\n");
    } finally {
      if (added != null) {
        cluster.removeMember(added);
      }
    }
    String gone = name(added);
    eventually(
        () ->
            assertThat(check(1, file))
                .contains("listen pgha_reads: server " + gone + " is no member's"));
  }

  private static String name(Member member) {
    return member.name() + " " + member.address();
  }

  /** By a URL with a host that is no member, which is left out. */
  private void emit(Path file, List<String> settings) {
    String hosts = cluster.leader().address() + "," + nobody();
    List<String> command = new ArrayList<>(List.of("haproxy", url(hosts)));
    command.addAll(settings);
    command.addAll(List.of("--output", file.toString()));
    assertThat(Run.of(command).status()).isZero();
  }

  private PghaProcess watch(Path file, List<String> settings, RunningHaproxy haproxy)
      throws Exception {
    String[] first = {
      "watch",
      url(cluster.leader().address()),
      "--output",
      file.toString(),
      "--reload",
      haproxy.reload()
    };
    return PghaProcess.start(
        folder.resolve("out"),
        Stream.concat(Stream.of(first), settings.stream()).toArray(String[]::new));
  }

  private String check(int status, Path file) {
    Run run = Run.of("check", url(cluster.leader().address()), file.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).describedAs(run.out()).isEqualTo(status);
    return run.out();
  }

  private JsonNode status(int exitStatus) {
    Run run = Run.of("status", url(), "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).describedAs(run.out()).isEqualTo(exitStatus);
    return json(run.out());
  }

  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (JsonProcessingException e) {
      // A line of which only a part has been written.
      throw new IllegalStateException(text, e);
    }
  }

  private static JsonNode member(JsonNode report, Member member) {
    return StreamSupport.stream(report.path("members").spliterator(), /* parallel= */ false)
        .filter(
            each ->
                each.path("name").asText().equals(member.name())
                    || each.path("postgres").asText().equals(member.address()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), /* parallel= */ false)
        .map(JsonNode::asText)
        .toList();
  }

  private List<String> replicaNames() {
    return cluster.awaitReplicas(2).stream().map(Member::name).toList();
  }

  private String url() {
    return url(cluster.jdbcHosts());
  }

  private String url(String hosts) {
    int port = URI.create(cluster.members().get(0).apiUrl()).getPort();
    return "jdbc:pgha://%s/%s?patroniPort=%d".formatted(hosts, cluster.database(), port);
  }

  /** An address that no member has. */
  private String nobody() {
    return cluster.leader().host().replaceFirst("[0-9]+$", "250");
  }

  private String credentials() {
    return "&user=" + cluster.user() + "&password=" + cluster.password();
  }
}
