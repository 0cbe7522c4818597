package io.pgha.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private final TestTicker ticker = TestTicker.standing();

  @Test
  void passesWhenItsTimeIsUp() {
    Deadline deadline = Deadline.after(ticker, Duration.ofSeconds(1));
    assertThat(deadline.remaining()).isEqualTo(1_000_000_000);
    assertThat(deadline.passed()).isFalse();

    ticker.advance(Duration.ofMillis(999));
    assertThat(deadline.remaining()).isEqualTo(1_000_000);

    ticker.advance(Duration.ofMillis(1));
    assertThat(deadline.passed()).isTrue();

    ticker.advance(Duration.ofHours(1));
    assertThat(deadline.remaining()).isZero();
  }

  @Test
  void hasPassedWhereThereIsNoTime() {
    assertThat(Deadline.after(ticker, Duration.ZERO).passed()).isTrue();
    assertThat(Deadline.after(ticker, Duration.ofSeconds(-1)).passed()).isTrue();
  }

  @Test
  void neverPassesWhereTimeIsEndless() {
    Deadline deadline = Deadline.after(ticker, Duration.ofSeconds(Long.MAX_VALUE));
    ticker.advance(Duration.ofDays(1_000));

    assertThat(deadline.passed()).isFalse();
  }
}
