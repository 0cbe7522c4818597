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
