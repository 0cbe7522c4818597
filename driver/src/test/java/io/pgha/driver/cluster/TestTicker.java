package io.pgha.driver.cluster;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time in the hands of the test. It begins shortly before a ticker's numbers overflow, since a real
 * one may.
 */
public final class TestTicker implements Ticker {
  private final AtomicLong offset = new AtomicLong();
  private final Ticker base;

  private TestTicker(Ticker base, Duration untilOverflow) {
    this.base = base;
    offset.set(Long.MAX_VALUE - untilOverflow.toNanos() - base.read());
  }

  /** Stands still unless the test says so. */
  public static TestTicker standing() {
    return new TestTicker(() -> 0, Duration.ofMillis(50));
  }

  /** Passes as time does, and leaps when the test says so. */
  public static TestTicker running() {
    return new TestTicker(Ticker.systemTicker(), Duration.ofMillis(100));
  }

  public void advance(Duration by) {
    offset.addAndGet(by.toNanos());
  }

  @Override
  public long read() {
    return base.read() + offset.get();
  }
}
