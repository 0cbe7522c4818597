package io.pgha.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpreadTest {
  @Test
  void isTheMedianAndTheRange() {
    assertThat(Spread.of(List.of(3.0, 1.0, 1_234.0))).isEqualTo("3 (1 to 1,234)");
  }

  @Test
  void isOneNumberOfOne() {
    assertThat(Spread.of(List.of(3.2))).isEqualTo("3");
  }

  @Test
  void hasItsMedianBetweenTheTwoInTheMiddle() {
    assertThat(Spread.median(List.of(9.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
  }
}
