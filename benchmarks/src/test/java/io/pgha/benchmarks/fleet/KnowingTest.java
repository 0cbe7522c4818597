package io.pgha.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class KnowingTest {
  private final Knowing knowing = new Knowing(4);

  private void know(long... millis) {
    for (long each : millis) {
      knowing.knows(each * 1_000_000);
    }
  }

  @Test
  void tellsWhenAPartKnew() {
    know(30, 10, 20, 40);

    assertThat(knowing.complete()).isTrue();
    assertThat(knowing.millis(0.5)).isEqualTo(OptionalDouble.of(20));
    assertThat(knowing.millis(0.99)).isEqualTo(OptionalDouble.of(40));
  }

  @Test
  void tellsNothingOfAPartThatNeverDid() {
    know(10, 20, 30);

    assertThat(knowing.complete()).isFalse();
    assertThat(knowing.millis(0.75)).isEqualTo(OptionalDouble.of(30));
    assertThat(knowing.millis(0.99)).isEmpty();
  }

  @Test
  void curveRisesToThePartThatKnew() {
    know(30, 10);

    assertThat(knowing.curve()).containsExactly(new double[] {10, 0.25}, new double[] {30, 0.5});
  }
}
