package io.pgha.benchmarks.race;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Median and range of what several rounds have measured. */
final class Spread {
  private Spread() {}

  /** Of an even number the mean of the two in the middle. */
  static double median(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  static String of(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    String median = text(median(values));
    return sorted.size() == 1
        ? median
        : "%s (%s to %s)"
            .formatted(median, text(sorted.get(0)), text(sorted.get(sorted.size() - 1)));
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
