package io.pgha.benchmarks.fleet;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Lines that say how far a run is. Thread-safe. */
final class Progress {
  private final int steps;
  private final long startedAt = System.nanoTime();
  private final AtomicInteger step = new AtomicInteger();

  /** Of a run of so many steps. */
  Progress(int steps) {
    this.steps = steps;
  }

  /** The next step. */
  void step(String what) {
    says("%d of %d: %s".formatted(step.incrementAndGet(), steps, what));
  }

  void says(String what) {
    double seconds = (System.nanoTime() - startedAt) / 1e9;
    System.out.println(String.format(Locale.ROOT, "[fleet] %5.1f s  %s", seconds, what));
  }
}
