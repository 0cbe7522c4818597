package io.pgha.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TimeToGoTest {
  @Test
  void isByTheRoundsSoFar() {
    TimeToGo left = new TimeToGo(/* rounds= */ 12);
    assertThat(left.toGo(Duration.ZERO)).isEqualTo("about 7 minutes to go");

    left.roundDone();
    left.roundDone();
    assertThat(left.toGo(Duration.ofMinutes(1))).isEqualTo("about 6 minutes to go");
  }
}
