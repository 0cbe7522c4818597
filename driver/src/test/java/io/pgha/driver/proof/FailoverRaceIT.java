package io.pgha.driver.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Writers on the driver against clients that try every member all the time, and where the time
 * between them goes. It prints a table and asserts no time. One round of one fault, unless {@code
 * -Dpgha.race.rounds=…}, {@code -Dpgha.race.faults=…} (a pattern) and {@code -Dpgha.race.writers=…}
 * say otherwise.
 */
@Tag("alone")
final class FailoverRaceIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private static final int ROUNDS = Integer.getInteger("pgha.race.rounds", 1);
  private static final int WRITERS = Integer.getInteger("pgha.race.writers", 1);
  private static final StringBuilder TABLE =
      new StringBuilder(
          """
          | fault | writes | writable to known | of it: between two answers | known to connected | connected to written | writable to written |
          |---|--:|--:|--:|--:|--:|--:|
          """);

  private final PatroniCluster cluster = patroni.cluster();

  /** What can befall the leader. */
  private record Strike(String name, boolean another, Consumer<PatroniCluster> act) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Strike> STRIKES =
      List.of(
          new Strike("switchover", /* another= */ true, PatroniCluster::switchover),
          new Strike("leader killed", /* another= */ true, cluster -> cluster.leader().kill()),
          new Strike(
              "Patroni killed", /* another= */ true, cluster -> cluster.leader().killPatroni()),
          new Strike(
              "PostgreSQL killed",
              /* another= */ false,
              cluster -> cluster.leader().killPostgres()),
          new Strike("leader frozen", /* another= */ true, cluster -> cluster.leader().freeze()),
          new Strike(
              "leader isolated from DCS",
              /* another= */ true,
              cluster -> cluster.leader().isolateFromDcs()));

  private static Stream<Strike> strikes() {
    String wanted = System.getProperty("pgha.race.faults", "switchover");
    return STRIKES.stream().filter(each -> each.name().matches(wanted));
  }

  @ParameterizedTest
  @MethodSource("strikes")
  void isWonByWritersOnTheNewLeader(Strike strike) throws Exception {
    List<Stages> all = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      cluster.awaitHealthy();
      all.addAll(race(strike));
      cluster.heal();
    }
    assertThat(all).hasSize(ROUNDS * WRITERS);
    add(strike, all);
  }

  private List<Stages> race(Strike strike) throws Exception {
    try (Race race = Race.start(cluster, WRITERS)) {
      race.awaitWritesOn(cluster.leader());
      Member old = cluster.leader();
      long struck = System.nanoTime();
      strike.act().accept(cluster);
      Member leader = strike.another() ? cluster.awaitLeaderOtherThan(old) : cluster.awaitLeader();
      race.awaitWritesOn(leader);
      race.awaitViewOf(leader, struck);
      race.stop();
      return race.stages(struck, leader);
    }
  }

  private static void add(Strike strike, List<Stages> all) {
    TABLE.append(
        "| %s | %d | %s | %s | %s | %s | %s |%n"
            .formatted(
                strike,
                all.size(),
                spread(all, each -> each.known() - each.writable()),
                spread(all, each -> each.known() - each.asked()),
                spread(all, each -> each.connected() - each.known()),
                spread(all, each -> each.written() - each.connected()),
                spread(all, each -> each.written() - each.writable())));
  }

  /** Median and worst, in milliseconds. */
  private static String spread(List<Stages> all, ToLongFunction<Stages> of) {
    long[] sorted = all.stream().mapToLong(of).sorted().toArray();
    return "%d / %d"
        .formatted(
            Duration.ofNanos(sorted[sorted.length / 2]).toMillis(),
            Duration.ofNanos(sorted[sorted.length - 1]).toMillis());
  }

  @AfterAll
  static void report() {
    System.out.println("[race] median / worst, in ms\n" + TABLE);
  }
}
