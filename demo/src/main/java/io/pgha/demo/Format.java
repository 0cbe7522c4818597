package io.pgha.demo;

import java.util.concurrent.TimeUnit;

/** How numbers are written. */
final class Format {
  private Format() {}

  /** {@code 1:05}, minutes and seconds since the start of the demo. */
  static String time(long nanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos);
    return "%d:%02d".formatted(seconds / 60, seconds % 60);
  }

  static String millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos) + " ms";
  }

  /** Rounded, but 0 % and 100 % are said only of none and of all. */
  static String percent(long part, long whole) {
    long rounded = Math.round(100.0 * part / whole);
    long said = part == 0 || part == whole ? rounded : Math.max(1, Math.min(99, rounded));
    return said + " %";
  }
}
