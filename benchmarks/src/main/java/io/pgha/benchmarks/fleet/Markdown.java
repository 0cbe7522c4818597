package io.pgha.benchmarks.fleet;

import java.util.Collection;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows of tables, and what stands in their cells. */
final class Markdown {
  private Markdown() {}

  static <T> String rows(Collection<T> results, Function<T, String> row) {
    return results.stream().map(row).collect(Collectors.joining("\n"));
  }

  static String row(Object... cells) {
    return Stream.of(cells).map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |"));
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%,.1f", value);
  }

  /** Three cells. */
  static String waits(Waits waits) {
    return number(waits.median()) + " | " + number(waits.p99()) + " | " + number(waits.max());
  }

  /** Three cells. */
  static String known(@Nullable Knowing learnt) {
    return known(learnt, 0.5) + " | " + known(learnt, 0.99) + " | " + known(learnt, 1);
  }

  static String known(@Nullable Knowing learnt, double fraction) {
    if (learnt == null) {
      return "";
    }
    OptionalDouble millis = learnt.millis(fraction);
    return millis.isPresent() ? number(millis.getAsDouble()) : "never";
  }
}
