package io.pgha.benchmarks;

import io.pgha.benchmarks.report.Goal.Verdict;
import java.util.Locale;

/**
 * What was found out from measurements that scatter.
 *
 * @param from where the interval begins that holds it in 95 of 100 resamplings, up to {@code to}
 */
record Estimate(double value, double from, double to) {
  Estimate dividedBy(int parts) {
    return new Estimate(value / parts, from / parts, to / parts);
  }

  /** To whole numbers. */
  Estimate rounded() {
    return new Estimate(Math.rint(value), Math.rint(from), Math.rint(to));
  }

  Verdict atMost(double limit) {
    if (to <= limit) {
      return Verdict.MET;
    }
    return from > limit ? Verdict.MISSED : Verdict.NOT_SHOWN;
  }

  boolean isBelow(Estimate other) {
    return to < other.from;
  }

  /**
   * As a text.
   *
   * @param format of each number
   */
  String text(String format) {
    String interval = " (" + format + " to " + format + ")";
    return String.format(Locale.ROOT, format + interval, value, from, to);
  }
}
