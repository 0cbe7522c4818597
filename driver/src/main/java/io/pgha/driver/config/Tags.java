package io.pgha.driver.config;

import java.util.HashMap;
import java.util.Map;

/**
 * Patroni's tags as text: {@code zone:eu,disk:ssd}. Patroni compares values as they are if they are
 * strings, others in lower case: {@code true}, {@code 1}.
 */
final class Tags {
  private Tags() {}

  static Map<String, String> parse(String text) throws WrongValueException {
    Map<String, String> tags = new HashMap<>();
    for (String pair : Lists.parse(text)) {
      add(tags, pair);
    }
    return Map.copyOf(tags);
  }

  private static void add(Map<String, String> tags, String pair) throws WrongValueException {
    int colon = pair.indexOf(':');
    if (colon < 0 && pair.indexOf('=') > 0) {
      throw WrongValueException.didYouMean(pair.replaceFirst("=", ":"));
    }
    if (colon < 1 || colon == pair.length() - 1) {
      throw new WrongValueException("\"" + pair + "\" is no name and value");
    }
    String name = pair.substring(0, colon).strip();
    if (tags.put(name, pair.substring(colon + 1).strip()) != null) {
      throw new WrongValueException("The tag " + name + " is given twice");
    }
  }
}
