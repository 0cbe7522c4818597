package io.pgha.driver.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each fault under the traffic of applications with one connection and with pools. What must hold
 * is asserted; how long it took is written to {@code target/fault-matrix.md}.
 */
@Tag("alone")
final class FaultMatrixIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      // Without synchronous mode PostgreSQL itself may lose what it has acknowledged.
      PatroniClusterExtension.with(PatroniCluster.builder().configure("synchronous_mode", true));

  private static final Path TABLE = Path.of("target", "fault-matrix.md");
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration LET_GO = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofMillis(250);
  private static final Report REPORT = new Report();
  private static final long START = System.nanoTime();

  private final PatroniCluster cluster = patroni.cluster();

  /** All of them, or those whose names match {@code -Dpgha.faults=…}, to look into one. */
  static Stream<Fault> faults() {
    String wanted = System.getProperty("pgha.faults", ".*");
    return Faults.ALL.stream().filter(fault -> fault.name().matches(wanted));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void breaksNoPromise(Fault fault) throws Exception {
    cluster.awaitSynchronousStandby();
    Holdings before = Held.of(cluster);
    Traffic traffic = Traffic.start(cluster);
    long healed;
    List<String> problems;
    try {
      healed = endure(fault, traffic);
    } finally {
      problems = traffic.stop();
    }
    History history = traffic.history();
    REPORT.add(fault.name(), history);
    assertThat(problems).isEmpty();
    assertThat(violations(fault, traffic, history, healed)).isEmpty();
    await("everything to be let go of")
        .atMost(LET_GO)
        .ignoreExceptionsInstanceOf(IllegalStateException.class)
        .untilAsserted(() -> assertThat(Held.of(cluster).leakedSince(before)).isEmpty());
  }

  /** Returns when it was healed. */
  private long endure(Fault fault, Traffic traffic) {
    traffic.awaitAll();
    Scene scene = Scene.of(cluster, traffic);
    fault.strike().on(scene);
    fault.meanwhile().on(scene);
    cluster.heal();
    long healed = System.nanoTime();
    traffic.awaitAll();
    fault.afterwards().on(scene);
    return healed;
  }

  private static List<String> violations(
      Fault fault, Traffic traffic, History history, long healed) {
    List<Invariant> invariants =
        new ArrayList<>(
            List.<Invariant>of(
                new Fencing(GRACE),
                new Routes(Traffic.MAX_REPLICA_LAG_BYTES),
                new Recovery(traffic.clients(), healed, DEADLINE)));
    if (!fault.mayLose()) {
      invariants.add(Durability::acknowledgedRowsAreKept);
    }
    return Checker.violations(history.without(Traffic.CONTROL), invariants);
  }

  @AfterAll
  static void report() {
    REPORT.write(TABLE, Duration.ofNanos(System.nanoTime() - START));
  }

  /** A cluster is watched for half a minute after its last use. */
  @AfterAll
  static void awaitEndOfThreads() {
    String host = patroni.cluster().members().get(0).host();
    String network = host.substring(0, host.lastIndexOf('.') + 1);
    await("end of the monitors")
        .atMost(Duration.ofMinutes(2))
        .until(() -> monitors(network), List::isEmpty);
  }

  private static List<String> monitors(String network) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("pgha-") && name.contains(network))
        .toList();
  }
}
