package io.pgha.driver.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number with a unit, or without. Never negative. */
record Quantity(BigDecimal number, String unit) {
  private static final Pattern FORM =
      Pattern.compile("\\s*([0-9]{1,18}(?:\\.[0-9]{1,18})?)\\s*([A-Za-z]*)\\s*");

  /**
   * @param units exactly as they must be written; of those that begin like a wrong one the first is
   *     suggested
   */
  static Quantity parse(String text, List<String> units) throws WrongValueException {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new WrongValueException();
    }
    String number = matcher.group(1);
    String unit = matcher.group(2);
    String meant = unit.isEmpty() || units.contains(unit) ? unit : similar(unit, units);
    if (!text.equals(number + meant)) {
      throw WrongValueException.didYouMean(number + meant);
    }
    return new Quantity(new BigDecimal(number), unit);
  }

  private static String similar(String unit, List<String> units) throws WrongValueException {
    return units.stream()
        .filter(known -> sameBeginning(lower(known), lower(unit)))
        .findFirst()
        .orElseThrow(WrongValueException::new);
  }

  private static boolean sameBeginning(String a, String b) {
    return a.startsWith(b) || b.startsWith(a);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
