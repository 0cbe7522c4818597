package io.pgha.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pgha.benchmarks.race.Fault.Victim;
import io.pgha.benchmarks.race.Results.LaneResult;
import io.pgha.benchmarks.race.Results.RoundResult;
import io.pgha.benchmarks.report.Goal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GoalsTest {
  private static final List<String> CONTENDERS =
      List.of(Contender.LIMIT, "jdbc:pgha", "pgha-hikari", "another");

  private final List<RoundResult> rounds = new ArrayList<>();

  /** How far behind pgha and the other one were, in writing as in reading. */
  private void round(String fault, double ours, double others) {
    round(fault, ours, others, /* errors= */ 1, /* misrouted= */ 0);
  }

  private void round(String fault, double ours, double others, long errors, long misrouted) {
    List<LaneResult> lanes = new ArrayList<>();
    for (String name : CONTENDERS) {
      for (Operation operation : Operation.values()) {
        boolean pgha = Contender.PGHA.contains(name);
        lanes.add(
            new LaneResult(
                name,
                operation,
                List.of(),
                /* gap= */ 5_000,
                /* back= */ 6_000,
                pgha ? ours : others,
                pgha ? errors : 100,
                /* failedConnects= */ 0,
                pgha ? misrouted : 100));
      }
    }
    rounds.add(
        new RoundResult(
            fault,
            fault.contains("replica") ? Victim.REPLICAS : Victim.CLUSTER,
            rounds.size() + 1,
            /* from= */ -1,
            /* to= */ 9_000,
            lanes,
            List.of(),
            /* lost= */ 0));
  }

  private List<Goal> missed() {
    return Goals.judge(CONTENDERS, rounds).stream().filter(goal -> !goal.met()).toList();
  }

  @Test
  void areNotJudgedWhereEveryRoundFailed() {
    assertThat(Goals.judge(CONTENDERS, rounds)).isEmpty();
  }

  @Test
  void areMetByWhoIsCloseToTheLimitAndToTheBest() {
    round("leader killed", 100, 0);
    round("replica frozen", 90, 200);

    assertThat(missed()).isEmpty();
  }

  @Test
  void areJudgedByTheMedianOfTheRounds() {
    round("leader killed", 10, 0);
    round("leader killed", 20, 0);
    round("leader killed", 2_000, 0);

    assertThat(missed()).isEmpty();
  }

  @Test
  void areMissedByWhoIsLateAndNamesTheFault() {
    round("leader killed", 101, 50);
    round("switchover", 10, 50);

    assertThat(missed())
        .extracting(Goal::value)
        .containsExactly("1 of 2: leader killed 101 ms", "1 of 2: leader killed 101 ms");
  }

  @Test
  void countReadsOnlyWhereAReplicaIsHurt() {
    round("one replica killed", 150, 150);

    assertThat(missed())
        .extracting(Goal::value)
        .containsOnly("0 of 1: one replica killed 150 ms")
        .hasSize(4);
  }

  @Test
  void areMissedWhereAnotherIsMuchBetter() {
    round("switchover", 95, -10);

    String better =
        "2: switchover, writes: another by 105 ms; switchover, reads: another by 105 ms";
    assertThat(missed())
        .extracting(Goal::goal, Goal::value)
        .containsExactly(
            tuple("no contender better than jdbc:pgha by more than 100 ms in any row", better),
            tuple("no contender better than pgha-hikari by more than 100 ms in any row", better));
  }

  @Test
  void allowNoMisroutedWriteAndOneErrorForAConnection() {
    round("switchover", 0, 0, /* errors= */ 2, /* misrouted= */ 1);

    assertThat(missed())
        .extracting(Goal::value)
        .containsExactly(
            "more in 4 of 4: switchover, round 1, writes of jdbc:pgha: 1;"
                + " switchover, round 1, reads of jdbc:pgha: 1;"
                + " switchover, round 1, writes of pgha-hikari: 1;"
                + " switchover, round 1, reads of pgha-hikari: 1",
            "more in 4 of 4: switchover, round 1, writes of jdbc:pgha: 2;"
                + " switchover, round 1, reads of jdbc:pgha: 2;"
                + " switchover, round 1, writes of pgha-hikari: 2;"
                + " switchover, round 1, reads of pgha-hikari: 2");
  }

  @Test
  void countEachOfSeveralEqualRounds() {
    round("switchover", 0, 0, /* errors= */ 2, /* misrouted= */ 0);
    round("switchover", 0, 0, /* errors= */ 1, /* misrouted= */ 0);
    round("switchover", 0, 0, /* errors= */ 2, /* misrouted= */ 0);

    assertThat(missed())
        .singleElement()
        .extracting(Goal::value)
        .asString()
        .startsWith("more in 8 of 12: ")
        .contains("round 1, writes of jdbc:pgha: 2", "round 3, writes of jdbc:pgha: 2")
        .doesNotContain("round 2");
  }
}
