package io.pgha.driver.cluster;

import io.pgha.driver.patroni.Poll;
import java.time.Duration;

/**
 * A request under way, and when to give up on it.
 *
 * <p>Owned by the monitor thread.
 */
final class Pending {
  private final Poll poll;
  private final Duration timeout;
  private long giveUpAt;

  Pending(Poll poll, Duration timeout, long now) {
    this.poll = poll;
    this.timeout = timeout;
    this.giveUpAt = now + timeout.toNanos();
  }

  /** Never, once it was given up: that it has ended is then told like any other end. */
  long giveUpAt() {
    return giveUpAt;
  }

  void giveUpIfOverdue(long now) {
    if (now >= giveUpAt) {
      giveUpAt = Long.MAX_VALUE;
      poll.cancel("within " + timeout.toMillis() + " ms");
    }
  }
}
