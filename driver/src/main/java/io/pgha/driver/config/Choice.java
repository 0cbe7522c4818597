package io.pgha.driver.config;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Parameters whose values are words. */
final class Choice {
  private Choice() {}

  static <T> T of(String text, Map<String, T> words) throws WrongValueException {
    T chosen = words.get(text);
    if (chosen == null) {
      throw unknown(text, words.keySet());
    }
    return chosen;
  }

  static boolean onOff(String text) throws WrongValueException {
    return of(
        text.toLowerCase(Locale.ROOT),
        Map.of("on", true, "true", true, "off", false, "false", false));
  }

  static boolean trueFalse(String text) throws WrongValueException {
    return of(text.toLowerCase(Locale.ROOT), Map.of("true", true, "false", false));
  }

  private static WrongValueException unknown(String text, Set<String> words) {
    String nearest = Nearest.of(text, words);
    boolean near = Nearest.distance(text, nearest) <= (nearest.length() + 1) / 2;
    return near ? WrongValueException.didYouMean(nearest) : new WrongValueException();
  }
}
