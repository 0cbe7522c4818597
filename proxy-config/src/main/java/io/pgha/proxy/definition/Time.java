package io.pgha.proxy.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time, more than none, as it is written in the settings. */
public record Time(long millis) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,7})(ms|s|min|h)");

  @JsonCreator
  static Time parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a time such as 500ms, 2s, 1min or 24h");
    }
    return new Time(Long.parseLong(matcher.group(1)) * millis(matcher.group(2)));
  }

  private static long millis(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1_000;
      case "min" -> 60_000;
      default -> 3_600_000;
    };
  }

  /** As HAProxy writes it. */
  @Override
  public String toString() {
    if (millis % 1_000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1_000;
    if (seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
  }
}
