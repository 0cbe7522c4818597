package io.pgha.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.benchmarks.report.Goal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GoalsTest {
  private static SimulatedRun failover(int jvms, int known, double othersWait, int timeouts) {
    Knowing learnt = new Knowing(jvms);
    for (int i = 0; i < known; i++) {
      learnt.knows(2_000_000_000L);
    }
    return new SimulatedRun(
        jvms,
        "failover",
        /* requestsPerSecond= */ 1,
        /* peakRequestsPerSecond= */ 1,
        /* busyPercent= */ 1,
        new Waits(1, othersWait, othersWait),
        /* refused= */ 0,
        timeouts,
        learnt.curve(),
        /* requests= */ List.of(),
        learnt);
  }

  private static SimulatedRun calm(String situation, double busyPercent) {
    return new SimulatedRun(
        1_000,
        situation,
        /* requestsPerSecond= */ 1,
        /* peakRequestsPerSecond= */ 1,
        busyPercent,
        new Waits(1, 1, 1),
        /* refused= */ 0,
        /* patroniTimeouts= */ 0,
        /* knowing= */ null,
        /* requests= */ List.of(),
        /* learnt= */ null);
  }

  private static RealRun real(int jvms, long knownAfterMillis) {
    Knowing learnt = new Knowing(jvms);
    for (int i = 0; i < jvms; i++) {
      learnt.knows(1_000_000L * knownAfterMillis);
    }
    return new RealRun(
        jvms,
        /* tls= */ false,
        "failover",
        /* requestsPerSecond= */ 1,
        /* peakRequestsPerSecond= */ 1,
        /* processorPercent= */ 1,
        new Waits(1, 1, 1),
        /* refused= */ 0,
        learnt.curve(),
        learnt);
  }

  @Test
  void capacityIsJudgedInSteadyStateAndInQuiet() {
    List<Goal> goals = Goals.judge(List.of(), List.of(calm("steady", 10.1), calm("quiet", 10)));

    assertThat(goals)
        .extracting(Goal::goal)
        .filteredOn(goal -> goal.startsWith("at most 10 %"))
        .containsExactly(
            "at most 10 % of a member's API at 1,000 JVMs, in steady state",
            "at most 10 % of a member's API at 1,000 JVMs, when nothing has happened for minutes");
    assertThat(goals).extracting(Goal::met).startsWith(false, true);
  }

  @Test
  void fewRealJvmsMustKnowSoonAndManyAreNotJudged() {
    assertThat(Goals.judge(List.of(real(1, 100), real(10, 101), real(11, 500)), List.of()))
        .filteredOn(goal -> goal.goal().contains("(real, http)"))
        .extracting(Goal::met)
        .containsExactly(true, false);
  }

  @Test
  void fewSimulatedJvmsMustKnowAsSoon() {
    assertThat(Goals.judge(List.of(), List.of(failover(10, 10, 1, 0))).get(0).value())
        .isEqualTo("2,000.0 ms");
    assertThat(Goals.judge(List.of(), List.of(failover(10, 10, 1, 0))).get(0).met()).isFalse();
  }

  @Test
  void judgesWhatWasMeasuredAndNothingElse() {
    assertThat(Goals.judge(List.of(), List.of(failover(1_000, 1_000, 5_000, 0))))
        .extracting(Goal::met)
        .containsExactly(true, true);
  }

  @Test
  void whoNeverKnowsMissesTheGoal() {
    Goal goal = Goals.judge(List.of(), List.of(failover(1_000, 900, 1, 0))).get(0);

    assertThat(goal.met()).isFalse();
    assertThat(goal.value()).isEqualTo("never");
  }

  @Test
  void othersMustNotWaitForTheLargestFleet() {
    assertThat(Goals.judge(List.of(), List.of(failover(10_000, 1, 100.1, 0))).get(0).met())
        .isFalse();
    assertThat(Goals.judge(List.of(), List.of(failover(10_000, 1, 99, 0))).get(0).met()).isTrue();
  }

  @Test
  void patroniMustHaveItsAnswers() {
    assertThat(Goals.judge(List.of(), List.of(failover(100, 100, 1, 1))))
        .extracting(Goal::met)
        .containsExactly(false);
  }
}
