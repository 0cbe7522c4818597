package io.pgha.driver.patroni;

import java.util.regex.Pattern;

/** Makes foreign text fit for one line of a message. */
final class Excerpt {
  private static final int MAX_LENGTH = 120;

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Z}]+");

  private Excerpt() {}

  static String of(String text) {
    // Cut first: the text may be megabytes.
    String start = text.substring(0, Math.min(text.length(), MAX_LENGTH));
    String line = UNPRINTABLE.matcher(start).replaceAll(" ").strip();
    return text.length() > MAX_LENGTH ? line + "…" : line;
  }
}
