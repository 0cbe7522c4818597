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
  }

  void asked(URI api) {
    polls.computeIfAbsent(api, unseen -> new Polls()).sent.increment();
  }

  void heard(Observation seen) {
    Polls of = polls.get(seen.api());
    if (of == null) {
      return;
    }
    if (seen.status() == null) {
      of.failed.increment();
    } else {
      of.answeredAt = ticker.read();
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
}
