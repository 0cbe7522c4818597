package io.pgha.driver.cluster;

import io.pgha.driver.patroni.Poll;
import java.time.Duration;

/**
 * A request under way: when it is overdue, and when to give up on it.
 *
 * <p>Giving up early would only make room for another request, and a member that hangs holds on to
 * each of them: the listen queue of its API is short. Whoever waits instead has the answer the
 * moment that the member goes on.
 *
 * <p>Owned by the monitor thread.
 */
final class Pending {
  private final Poll poll;
  private final Duration patience;
  private final Runnable whenOverdue;
  private long overdueAt;
  private long giveUpAt;

  private Pending(Poll poll, Duration timeout, Duration patience, Runnable whenOverdue, long now) {
    this.poll = poll;
    this.patience = patience;
    this.whenOverdue = whenOverdue;
    this.overdueAt = now + timeout.toNanos();
    this.giveUpAt = now + patience.toNanos();
  }

  /**
   * @param timeout after which it counts as unanswered for the time being, as {@code whenOverdue}
   *     is told once
   * @param patience after which it is cancelled
   */
  static Pending patient(
      Poll poll, Duration timeout, Duration patience, Runnable whenOverdue, long now) {
    return new Pending(poll, timeout, patience, whenOverdue, now);
  }

  /** One that is cancelled as soon as it is overdue. */
  static Pending impatient(Poll poll, Duration timeout, long now) {
    return new Pending(poll, timeout, timeout, () -> {}, now);
  }

  /** When {@link #check} is worth a look; never once it was given up. */
  long nextAt() {
    return Math.min(overdueAt, giveUpAt);
  }

  void check(long now) {
    if (now >= overdueAt) {
      overdueAt = Long.MAX_VALUE;
      whenOverdue.run();
    }
    if (now >= giveUpAt) {
      giveUpAt = Long.MAX_VALUE;
      poll.cancel("within " + patience.toMillis() + " ms");
    }
  }
}
