package io.pgha.benchmarks.report;

import java.util.Locale;

/** Numbers of things, as people read them. */
public final class Count {
  private Count() {}

  /** One round, two rounds. */
  public static String of(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }
}
