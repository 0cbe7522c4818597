package io.pgha.driver.config;

import java.util.List;

/**
 * Sizes in bytes as text, with the units of Patroni and PostgreSQL. Patroni takes one that it does
 * not know for "no limit" ({@code 10mb}, {@code 1G}); here it is an error.
 */
final class Sizes {
  private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB");

  private Sizes() {}

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
