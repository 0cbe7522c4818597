package io.pgha.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class EstimateTest {
  @Test
  void isByTheRoundsSoFar() {
    Estimate estimate = new Estimate(/* rounds= */ 12);
    assertThat(estimate.toGo(Duration.ZERO)).isEqualTo("about 11 minutes to go");

    estimate.roundDone();
    estimate.roundDone();
    assertThat(estimate.toGo(Duration.ofMinutes(1))).isEqualTo("about 6 minutes to go");
  }
}
