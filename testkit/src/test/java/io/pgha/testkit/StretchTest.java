package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StretchTest {
  private final Stretch stretch = new Stretch();

  @Test
  void isNothingWhileNothingHolds() {
    stretch.sample(0, false);
    stretch.sample(1000, false);
    assertThat(stretch.longest()).isZero();
  }

  @Test
  void endsAtTheFirstSampleThatDoesNotHold() {
    stretch.sample(0, false);
    stretch.sample(10, true);
    stretch.sample(20, true);
    stretch.sample(30, false);
    stretch.sample(90, false);
    assertThat(stretch.longest()).isEqualTo(Duration.ofNanos(20));
  }

  @Test
  void isTheLongestOfSeveral() {
    for (long start : new long[] {0, 100, 200}) {
      stretch.sample(start, true);
      stretch.sample(start + (start == 100 ? 50 : 5), false);
    }
    assertThat(stretch.longest()).isEqualTo(Duration.ofNanos(50));
  }

  @Test
  void countsWhatHasNotEndedYet() {
    stretch.sample(0, true);
    stretch.sample(70, true);
    assertThat(stretch.longest()).isEqualTo(Duration.ofNanos(70));
  }
}
