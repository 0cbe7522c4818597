package io.pgha.driver.cluster;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/** A point in time, by a ticker; as a length: what is left until then. Immutable. */
public record Deadline(Ticker ticker, long atNanos) {
  private static final long FAR = Long.MAX_VALUE / 2;

  public static Deadline after(Ticker ticker, Duration timeout) {
    return new Deadline(ticker, ticker.read() + nanos(timeout));
  }

  /** Nanoseconds left, 0 once it has passed. */
  public long remaining() {
    return Math.max(0, atNanos - ticker.read());
  }

  public boolean passed() {
    return remaining() == 0;
  }

  private static long nanos(Duration timeout) {
    return timeout.compareTo(Duration.ofNanos(FAR)) >= 0 ? FAR : timeout.toNanos();
  }
}
