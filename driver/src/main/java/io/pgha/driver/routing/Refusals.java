package io.pgha.driver.routing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.cluster.Deadline;
import java.net.URI;
import java.time.Duration;

/**
 * Members that refused a session lately. They are tried last, for a time that doubles with each
 * refusal in a row. Thread-safe.
 */
final class Refusals {
  private static final Duration MEMORY = Duration.ofMinutes(1);
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final int DOUBLINGS = 6;

  private record Refused(int times, Deadline until) {}

  private final Ticker ticker;
  private final Cache<URI, Refused> refused;

  Refusals(Ticker ticker) {
    this.ticker = ticker;
    this.refused =
        Caffeine.newBuilder()
            .expireAfterWrite(MEMORY)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  void add(URI api) {
    refused.asMap().compute(api, (member, before) -> again(before == null ? 0 : before.times()));
  }

  private Refused again(int before) {
    Duration penalty = SHORTEST.multipliedBy(1L << Math.min(before, DOUBLINGS));
    return new Refused(before + 1, Deadline.after(ticker, penalty));
  }

  /** It has opened a session again. */
  void clear(URI api) {
    refused.invalidate(api);
  }

  boolean includes(URI api) {
    Refused last = refused.getIfPresent(api);
    return last != null && !last.until().passed();
  }
}
