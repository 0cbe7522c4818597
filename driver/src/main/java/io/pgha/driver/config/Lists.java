package io.pgha.driver.config;

import java.util.Arrays;
import java.util.List;

/** Values separated by commas. */
final class Lists {
  private Lists() {}

  /** At least one, none of them empty, without the blanks around them. */
  static List<String> parse(String text) throws WrongValueException {
    List<String> elements = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (elements.contains("")) {
      throw new WrongValueException(text.isBlank() ? "It is empty" : "It has an empty element");
    }
    return elements;
  }
}
