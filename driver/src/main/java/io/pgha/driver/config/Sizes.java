package io.pgha.driver.config;

import java.util.List;
import java.util.OptionalLong;

/**
 * Sizes in bytes as text, with the units of Patroni and PostgreSQL. Patroni takes one that it does
 * not know for "no limit" ({@code 10mb}, {@code 1G}); here it is an error.
 */
public final class Sizes {
  private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB");

  private Sizes() {}

  /** Empty if the text is no size. */
  public static OptionalLong find(String text) {
    try {
      return OptionalLong.of(parse(text));
    } catch (WrongValueException e) {
      return OptionalLong.empty();
    }
  }

  /** In the greatest unit that makes a whole number of it. */
  public static String text(long bytes) {
    long number = bytes;
    int units = 0;
    while (number > 0 && number % 1024 == 0 && units < UNITS.size()) {
      number /= 1024;
      units++;
    }
    return number + (units == 0 ? "" : UNITS.get(units - 1));
  }

  static long parse(String text) throws WrongValueException {
    Quantity quantity = Quantity.parse(text, UNITS);
    // 1024 to the power of the unit's place in the list: none 0, kB 1, and so on.
    long factor = 1L << (10 * (UNITS.indexOf(quantity.unit()) + 1));
    try {
      return Math.multiplyExact(quantity.number().longValueExact(), factor);
    } catch (ArithmeticException e) {
      throw new WrongValueException("It must be a whole number below 8 million TB");
    }
  }
}
