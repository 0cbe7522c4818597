package io.pgha.benchmarks.fleet;

import io.pgha.benchmarks.report.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Reads a counter every half second. */
final class Sampler {
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Threads.named("sampler"));
  private final LongSupplier counter;

  /** Between two readings. Guarded by this. */
  private final List<Long> counts = new ArrayList<>();

  /** Guarded by this. */
  private long last;

  private Sampler(LongSupplier counter) {
    this.counter = counter;
    this.last = counter.getAsLong();
  }

  static Sampler start(LongSupplier counter) {
    Sampler sampler = new Sampler(counter);
    var unused =
        sampler.clock.scheduleAtFixedRate(
            sampler::sample, Rates.STEP_NANOS, Rates.STEP_NANOS, TimeUnit.NANOSECONDS);
    return sampler;
  }

  private synchronized void sample() {
    long now = counter.getAsLong();
    counts.add(now - last);
    last = now;
  }

  synchronized List<Long> stop() {
    clock.shutdownNow();
    return List.copyOf(counts);
  }
}
