package io.pgha.testkit;

import java.time.Duration;

/** The longest time for which something held without a break, told by samples. */
final class Stretch {
  private boolean held;
  private long since;
  private long longest;

  /** From the first sample at which it holds to the first at which it does not. */
  synchronized void sample(long nanos, boolean holds) {
    if (held) {
      longest = Math.max(longest, nanos - since);
    } else {
      since = nanos;
    }
    held = holds;
  }

  synchronized Duration longest() {
    return Duration.ofNanos(longest);
  }
}
