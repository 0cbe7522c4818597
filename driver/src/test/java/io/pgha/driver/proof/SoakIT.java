package io.pgha.driver.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random faults one after the other, for {@code -Dpgha.soak.minutes}, 2 if not said; the seed is
 * printed and can be given as {@code -Dpgha.soak.seed}. The same seed strikes with the same faults
 * for the same times; what the cluster makes of them is up to the cluster.
 */
@Tag("alone")
final class SoakIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder().configure("synchronous_mode", true));

  private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("pgha.soak.minutes", 2));
  private static final int LONGEST_FAULT_MILLIS = 25_000;

  /** Much less than Patroni's ttl, so that nobody else becomes leader. */
  private static final int LONGEST_STUTTER_MILLIS = 5_000;

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofMillis(250);

  private final PatroniCluster cluster = patroni.cluster();
  private final long seed = Long.getLong("pgha.soak.seed", new Random().nextInt());
  private final Random random = new Random(seed);
  private final long start = System.nanoTime();
  private final List<Invariant> invariants =
      new ArrayList<>(
          List.<Invariant>of(
              Durability::acknowledgedRowsAreKept,
              new Fencing(GRACE),
              new Routes(Traffic.MAX_REPLICA_LAG_BYTES)));

  @Test
  void breaksNoPromiseUnderRandomFaults() throws Exception {
    System.out.printf("[soak] %d min, -Dpgha.soak.seed=%d%n", LENGTH.toMinutes(), seed);
    Holdings before = Held.of(cluster);
    Traffic traffic = Traffic.start(cluster);
    List<String> problems;
    try {
      strikeUntilTheEnd(traffic);
    } catch (RuntimeException e) {
      throw new IllegalStateException("With -Dpgha.soak.seed=" + seed, e);
    } finally {
      problems = traffic.stop();
    }
    assertThat(problems).isEmpty();
    check(traffic.history());
    await("everything to be let go of")
        .atMost(DEADLINE)
        .ignoreExceptionsInstanceOf(IllegalStateException.class)
        .untilAsserted(() -> assertThat(Held.of(cluster).leakedSince(before)).isEmpty());
  }

  private void check(History history) {
    assertThat(Checker.violations(history.without(Traffic.CONTROL), invariants))
        .as("with -Dpgha.soak.seed=" + seed)
        .isEmpty();
    Measures all = new Measures(history);
    say(
        "writes lost: %d by the driver, %d by the control"
            .formatted(all.lost(Traffic.ONE) + all.lost(Traffic.POOL), all.lost(Traffic.CONTROL)));
  }

  private void strikeUntilTheEnd(Traffic traffic) {
    traffic.awaitAll();
    while (System.nanoTime() - start < LENGTH.toNanos()) {
      cluster.awaitSynchronousStandby();
      Fault fault = Faults.FOR_SOAK.get(random.nextInt(Faults.FOR_SOAK.size()));
      strike(traffic, fault, hold(fault));
      invariants.add(new Recovery(traffic.clients(), System.nanoTime(), DEADLINE));
      traffic.awaitAll();
      say(traffic.progress());
    }
  }

  private Duration hold(Fault fault) {
    return Duration.ofMillis(
        random.nextInt(fault.mayLose() ? LONGEST_STUTTER_MILLIS : LONGEST_FAULT_MILLIS));
  }

  private void strike(Traffic traffic, Fault fault, Duration hold) {
    say("%s, for %d ms".formatted(fault, hold.toMillis()));
    fault.strike().on(Scene.of(cluster, traffic));
    await("the end of the fault").pollDelay(hold).atMost(hold.plusMinutes(1)).until(() -> true);
    cluster.heal();
  }

  private void say(String what) {
    System.out.printf(
        "[soak] %4d s: %s%n", Duration.ofNanos(System.nanoTime() - start).toSeconds(), what);
  }
}
