package io.pgha.benchmarks.fleet;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** Lines that say how far a run is. Thread-safe. */
final class Progress {
  private final IntSupplier steps;
  private final long startedAt = System.nanoTime();
  private final AtomicInteger step = new AtomicInteger();

  /** Of a run of so many steps, as its options say when they have been read. */
  Progress(IntSupplier steps) {
    this.steps = steps;
  }

  /** The next step. */
  void step(String what) {
    says("%d of %d: %s".formatted(step.incrementAndGet(), steps.getAsInt(), what));
  }

  void says(String what) {
    double seconds = (System.nanoTime() - startedAt) / 1e9;
    System.out.println(String.format(Locale.ROOT, "[fleet] %5.1f s  %s", seconds, what));
  }
}
