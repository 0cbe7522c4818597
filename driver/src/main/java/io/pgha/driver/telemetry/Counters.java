package io.pgha.driver.telemetry;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.topology.Observation;
import java.net.URI;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What has happened since a cluster is watched. Thread-safe; counting takes no lock. */
final class Counters {
  final LongAdder leaderChanges = new LongAdder();
  final LongAdder sessionsFenced = new LongAdder();
  final LongAdder routes = new LongAdder();
  final LongAdder routesFailed = new LongAdder();
  final LongAdder readsOnLeader = new LongAdder();
  final LongAdder waits = new LongAdder();
  final LongAdder leaderWaits = new LongAdder();
  final LongAdder leaderWaitNanos = new LongAdder();

  private final ConcurrentHashMap<URI, Polls> polls = new ConcurrentHashMap<>();
  private final Ticker ticker;

  Counters(Ticker ticker) {
    this.ticker = ticker;
  }

  /** Of one member. */
  static final class Polls {
    final LongAdder sent = new LongAdder();
    final LongAdder failed = new LongAdder();

    /** Written only by the monitor thread; null until the first answer. */
    private volatile @Nullable Long answeredAt;

    /** Read and written only by the monitor thread. */
    private long askedAt;

    /** Of the last answer; written only by the monitor thread. */
    private volatile long tookNanos;
  }

  void asked(URI api) {
    Polls of = polls.computeIfAbsent(api, unseen -> new Polls());
    of.sent.increment();
    of.askedAt = ticker.read();
  }

  void heard(Observation seen) {
    Polls of = polls.get(seen.api());
    if (of == null) {
      return;
    }
    if (seen.status() == null) {
      of.failed.increment();
    } else {
      long now = ticker.read();
      of.tookNanos = now - of.askedAt;
      of.answeredAt = now;
    }
  }

  void keepOnly(Collection<URI> members) {
    polls.keySet().retainAll(members);
  }

  long sent(URI api) {
    Polls of = polls.get(api);
    return of == null ? 0 : of.sent.sum();
  }

  long failed(URI api) {
    Polls of = polls.get(api);
    return of == null ? 0 : of.failed.sum();
  }

  /** How long ago it last answered. */
  OptionalLong answerAgeNanos(URI api) {
    Polls of = polls.get(api);
    Long at = of == null ? null : of.answeredAt;
    return at == null ? OptionalLong.empty() : OptionalLong.of(ticker.read() - at);
  }

  /** How long its last answer took. */
  OptionalLong answerNanos(URI api) {
    Polls of = polls.get(api);
    return of == null || of.answeredAt == null
        ? OptionalLong.empty()
        : OptionalLong.of(of.tookNanos);
  }
}
