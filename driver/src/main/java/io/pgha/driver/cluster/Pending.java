package io.pgha.driver.cluster;

import io.pgha.driver.patroni.Poll;
import java.time.Duration;
import java.util.function.BooleanSupplier;

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
  private final Duration timeout;
  private final Duration patience;
  private final BooleanSupplier excused;
  private final Runnable whenOverdue;
  private long overdueAt;
  private long giveUpAt;

  private Pending(
      Poll poll,
      Duration timeout,
      Duration patience,
      BooleanSupplier excused,
      Runnable whenOverdue,
      long now) {
    this.poll = poll;
    this.timeout = timeout;
    this.patience = patience;
    this.excused = excused;
    this.whenOverdue = whenOverdue;
    this.overdueAt = now + timeout.toNanos();
    this.giveUpAt = now + patience.toNanos();
  }

  /**
   * @param timeout after which it counts as unanswered for the time being, as {@code whenOverdue}
   *     is told once
   * @param patience after which it is cancelled
   * @param excused asked when it is overdue: whether it may take as long again
   */
  static Pending patient(
      Poll poll,
      Duration timeout,
      Duration patience,
      BooleanSupplier excused,
      Runnable whenOverdue,
      long now) {
    return new Pending(poll, timeout, patience, excused, whenOverdue, now);
  }

  /** One that is cancelled as soon as it is overdue. */
  static Pending impatient(Poll poll, Duration timeout, long now) {
    return new Pending(poll, timeout, timeout, () -> false, () -> {}, now);
  }

  /** When {@link #check} is worth a look; never once it was given up. */
  long nextAt() {
    return Math.min(overdueAt, giveUpAt);
  }

  void check(long now) {
    if (now >= overdueAt && excused.getAsBoolean()) {
      overdueAt = now + timeout.toNanos();
    } else if (now >= overdueAt) {
      overdueAt = Long.MAX_VALUE;
      whenOverdue.run();
    }
    if (now >= giveUpAt) {
      overdueAt = Long.MAX_VALUE;
      giveUpAt = Long.MAX_VALUE;
      poll.cancel("within " + patience.toMillis() + " ms");
    }
  }
}
