package io.pgha.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PauseTest {
  @Test
  void longestBeginsWithTheLastSuccessBeforeTheStrike() {
    assertThat(Pause.longest(List.of(-900.0, -10.0, 400.0, 410.0), -1000, 500))
        .isEqualTo(new Pause(-10, 400));
  }

  @Test
  void pauseThatWasOverBeforeTheStrikeIsNone() {
    assertThat(Pause.longest(List.of(-900.0, -10.0, 20.0, 60.0), -1000, 80))
        .isEqualTo(new Pause(20, 60));
  }

  @Test
  void whoDoesNotComeBackPausesUntilTheEnd() {
    assertThat(Pause.longest(List.of(-10.0, 5.0), -1000, 9000)).isEqualTo(new Pause(5, 9000));
  }

  @Test
  void whoWasNeverServedPausesFromTheBeginning() {
    assertThat(Pause.longest(List.of(), -1000, 9000)).isEqualTo(new Pause(-1000, 9000));
  }

  @Test
  void whoComesBackLaterIsBehindByTheTimeBetween() {
    assertThat(new Pause(-5, 130).beyond(new Pause(-2, 100))).isEqualTo(3 + 30);
  }

  @Test
  void whoComesBackFirstIsNotBehind() {
    assertThat(new Pause(0, 90).beyond(new Pause(-2, 100))).isZero();
  }

  @Test
  void whoPausesAtAnotherTimeIsBehindByAllOfIt() {
    assertThat(new Pause(0, 40).beyond(new Pause(300, 320))).isEqualTo(40);
  }
}
