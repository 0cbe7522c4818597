package io.pgha.benchmarks.fleet;

import java.util.Collection;

/** How long clients waited for their answers, in milliseconds. */
record Waits(double median, double p99, double max) {
  static Waits ofNanos(Collection<Long> measured) {
    long[] sorted = measured.stream().mapToLong(each -> each).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("Nobody has waited: there is no median of nothing");
    }
    return new Waits(quantile(sorted, 0.5), quantile(sorted, 0.99), quantile(sorted, 1));
  }

  private static double quantile(long[] sorted, double share) {
    return Rounded.millis(sorted[(int) Math.ceil(share * sorted.length) - 1]);
  }
}
