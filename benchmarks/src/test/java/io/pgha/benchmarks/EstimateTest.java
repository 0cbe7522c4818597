package io.pgha.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.benchmarks.report.Goal.Verdict;
import org.junit.jupiter.api.Test;

final class EstimateTest {
  private final Estimate estimate = new Estimate(2, 1, 4);

  @Test
  void limitInsideTheIntervalIsNeitherMetNorMissed() {
    assertThat(estimate.atMost(4)).isEqualTo(Verdict.MET);
    assertThat(estimate.atMost(3.9)).isEqualTo(Verdict.NOT_SHOWN);
    assertThat(estimate.atMost(1)).isEqualTo(Verdict.NOT_SHOWN);
    assertThat(estimate.atMost(0.9)).isEqualTo(Verdict.MISSED);
  }

  @Test
  void isBelowOnlyWhatItsIntervalDoesNotTouch() {
    assertThat(estimate.isBelow(new Estimate(5, 4.1, 6))).isTrue();
    assertThat(estimate.isBelow(new Estimate(5, 4, 6))).isFalse();
  }

  @Test
  void textShowsTheInterval() {
    assertThat(estimate.dividedBy(2).text("%.1f")).isEqualTo("1.0 (0.5 to 2.0)");
  }
}
