package io.pgha.driver.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Durations as text: {@code 500ms}, {@code 2s}, {@code 1min}; a plain number is seconds. */
final class Durations {
  /** Fits in the milliseconds of an int, as sockets want it. */
  static final Duration LONGEST = Duration.ofDays(24);

  private static final List<String> UNITS = List.of("s", "min", "ms");

  private Durations() {}

  static Duration parse(String text, Duration shortest) throws WrongValueException {
    return parse(text, shortest, LONGEST);
  }

  static Duration parse(String text, Duration shortest, Duration longest)
      throws WrongValueException {
    Quantity quantity = Quantity.parse(text, UNITS);
    BigDecimal nanos = quantity.number().multiply(BigDecimal.valueOf(nanos(quantity.unit())));
    if (nanos.compareTo(BigDecimal.valueOf(longest.toNanos())) > 0
        || nanos.compareTo(BigDecimal.valueOf(shortest.toNanos())) < 0) {
      throw new WrongValueException();
    }
    return Duration.ofNanos(nanos.longValue());
  }

  private static long nanos(String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(1).toNanos();
      case "min" -> Duration.ofMinutes(1).toNanos();
      default -> Duration.ofSeconds(1).toNanos();
    };
  }
}
