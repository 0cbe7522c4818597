package io.pgha.benchmarks.fleet;

import java.util.Locale;

/** Lines that say how far a run is. Thread-safe. */
final class Progress {
  private final long startedAt = System.nanoTime();

  void says(String what) {
    double seconds = (System.nanoTime() - startedAt) / 1e9;
    System.out.println(String.format(Locale.ROOT, "[fleet] %5.1f s  %s", seconds, what));
  }
}
