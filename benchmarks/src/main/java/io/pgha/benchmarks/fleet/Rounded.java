package io.pgha.benchmarks.fleet;

/** For numbers that people read. */
final class Rounded {
  private Rounded() {}

  static double tenth(double value) {
    return Math.round(10 * value) / 10.0;
  }

  static double millis(long nanos) {
    return tenth(nanos / 1e6);
  }
}
