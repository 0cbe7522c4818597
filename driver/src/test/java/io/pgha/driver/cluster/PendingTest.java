package io.pgha.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingTest {
  private static final long NOW = 7;

  private final List<String> cancelled = new ArrayList<>();
  private final Pending pending = new Pending(cancelled::add, Duration.ofMillis(500), NOW);

  @Test
  void isGivenUpWhenItsTimeIsUp() {
    pending.giveUpIfOverdue(pending.giveUpAt() - 1);
    assertThat(cancelled).isEmpty();

    pending.giveUpIfOverdue(pending.giveUpAt());
    assertThat(cancelled).containsExactly("within 500 ms");
  }

  /** Its end may be told much later; the monitor must not spin until then. */
  @Test
  void wantsNoMoreAttentionOnceGivenUp() {
    pending.giveUpIfOverdue(NOW + 500_000_000);
    pending.giveUpIfOverdue(NOW + 600_000_000);

    assertThat(cancelled).hasSize(1);
    assertThat(pending.giveUpAt()).isEqualTo(Long.MAX_VALUE);
  }
}
