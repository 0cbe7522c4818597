package io.pgha.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pgha.benchmarks.report.Goal;
import io.pgha.benchmarks.report.Goal.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GoalsTest {
  private final Results results = new Results();

  private List<Goal> judged() {
    return Goals.judge(results.measured());
  }

  @Test
  void judgesNothingThatWasNotMeasuredBesidePgjdbc() {
    results.with(StubBenchmark.class, "createAndCloseStatement", "PGHA", 32, 100);
    assertThat(judged()).isEmpty();
  }

  @Test
  void statementMayAddItsNanosecondsAndItsBytes() {
    results
        .with(StubBenchmark.class, "createAndCloseStatement", "PGJDBC", 160, 100)
        .with(StubBenchmark.class, "createAndCloseStatement", "PGHA", 192, 200);
    assertThat(judged())
        .extracting(Goal::value, Goal::verdict)
        .containsExactly(tuple("100.0 (100.0 to 100.0) ns, 32.0 bytes", Verdict.MET));
  }

  @Test
  void oneByteTooManyMissesTheGoal() {
    results
        .with(StubBenchmark.class, "createAndCloseStatement", "PGJDBC", 160, 100)
        .with(StubBenchmark.class, "createAndCloseStatement", "PGHA", 193, 100);
    assertThat(judged()).extracting(Goal::verdict).containsExactly(Verdict.MISSED);
  }

  @Test
  void whatScattersAcrossTheGoalIsNotShown() {
    results
        .with(StubBenchmark.class, "rows1000", "PGJDBC", 0, 30_000)
        .with(StubBenchmark.class, "rows1000", "PGHA", 0, 31_000, 31_000, 33_000, 33_000);
    assertThat(judged())
        .extracting(Goal::value, Goal::verdict)
        .containsExactly(tuple("2.0 (1.0 to 3.0) ns, 0.0 bytes", Verdict.NOT_SHOWN));
  }

  @Test
  void connectMayTakeTwoPercentLonger() {
    results
        .with(ClusterBenchmark.class, "connectAndClose", "PGJDBC", 0, 1000)
        .with(ClusterBenchmark.class, "connectAndClose", "PGHA", 0, 1021);
    assertThat(judged())
        .extracting(Goal::value, Goal::verdict)
        .containsExactly(tuple("1.021 (1.021 to 1.021) times", Verdict.MISSED));
  }

  @Test
  void roundTripsOfBothWaysToUsePghaAreJudged() {
    results
        .with(ClusterPoolBenchmark.class, "springTransaction", "PGJDBC", 0, 90, 110)
        .with(ClusterPoolBenchmark.class, "springTransaction", "PGHA", 0, 105)
        .with(ClusterPoolBenchmark.class, "springTransaction", "PGHA_HIKARI", 0, 115);
    assertThat(judged()).extracting(Goal::verdict).containsExactly(Verdict.MET, Verdict.MISSED);
  }

  @Test
  void peerIsBetterOnlyIfTheIntervalsAreApart() {
    results
        .with(ClusterBenchmark.class, "connectAndClose", "PGJDBC", 0, 100)
        .with(ClusterBenchmark.class, "connectAndClose", "PGHA", 0, 100, 102)
        .with(ClusterBenchmark.class, "connectAndClose", "AWS", 0, 90, 100)
        .with(ClusterBenchmark.class, "connectAndClose", "PGBOUNCER", 0, 10);
    assertThat(judged())
        .last()
        .extracting(Goal::value, Goal::verdict)
        .containsExactly(
            "ClusterBenchmark.connectAndClose, PGBOUNCER 10 (10 to 10) ns, PGHA 101 (100 to 102) ns",
            Verdict.MISSED);
  }

  @Test
  void pgjdbcItselfIsNoPeer() {
    results
        .with(ClusterBenchmark.class, "connectAndClose", "PGJDBC", 0, 100)
        .with(ClusterBenchmark.class, "connectAndClose", "PGHA", 0, 101)
        .with(ClusterBenchmark.class, "connectAndClose", "P6SPY", 0, 101);
    assertThat(judged())
        .last()
        .extracting(Goal::value, Goal::verdict)
        .containsExactly("none of 1", Verdict.MET);
  }

  @Test
  void partsOfAByteAreNoDifference() {
    results
        .with(StubBenchmark.class, "executeEmptyBatch", "PGJDBC", 16, 100)
        .with(StubBenchmark.class, "executeEmptyBatch", "PGHA", 16.002, 100)
        .with(StubBenchmark.class, "executeEmptyBatch", "P6SPY", 16.001, 100);
    assertThat(judged()).extracting(Goal::verdict).containsOnly(Verdict.MET);
  }

  @Test
  void wrapperThatAllocatesLessIsBetterToo() {
    results
        .with(StubPoolBenchmark.class, "borrowQueryAndReturn", "PGJDBC", 800, 100)
        .with(StubPoolBenchmark.class, "borrowQueryAndReturn", "PGHA_HIKARI", 1200, 100)
        .with(StubPoolBenchmark.class, "borrowQueryAndReturn", "P6SPY", 1199, 100);
    assertThat(judged())
        .last()
        .extracting(Goal::value, Goal::verdict)
        .containsExactly(
            "StubPoolBenchmark.borrowQueryAndReturn, P6SPY 1,199 (1,199 to 1,199) B, PGHA_HIKARI"
                + " 1,200 (1,200 to 1,200) B",
            Verdict.MISSED);
  }
}
