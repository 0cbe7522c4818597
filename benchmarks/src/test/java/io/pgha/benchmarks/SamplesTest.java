package io.pgha.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SamplesTest {
  private static Samples one(double... fork) {
    return new Samples(new double[][] {fork});
  }

  @Test
  void medianIsNotMovedByOneOutlier() {
    assertThat(one(3, 1, 1000, 2, 2).median()).isEqualTo(2);
  }

  @Test
  void medianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
    assertThat(new Samples(new double[][] {{1, 2}, {9, 4}}).median()).isEqualTo(3);
  }

  @Test
  void ofWhatDoesNotScatterIsExact() {
    Samples twos = one(2, 2, 2);
    assertThat(one(3, 3, 3).ratioTo(twos)).isEqualTo(new Estimate(1.5, 1.5, 1.5));
    assertThat(one(3, 3, 3).minus(twos)).isEqualTo(new Estimate(1, 1, 1));
  }

  @Test
  void intervalShowsHowMuchTheyScatter() {
    assertThat(one(1, 2, 3, 4, 5).ratioTo(one(1))).isEqualTo(new Estimate(3, 1, 5));
  }

  @Test
  void intervalShowsHowMuchJvmsDiffer() {
    Samples apart = new Samples(new double[][] {{10, 10, 10, 10}, {20, 20, 20, 20}});
    assertThat(apart.medianEstimate()).isEqualTo(new Estimate(15, 10, 20));
  }
}
