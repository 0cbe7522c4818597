package io.pgha.driver.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** What somebody may have meant. Upper and lower case make no difference. */
public final class Nearest {
  private Nearest() {}

  /**
   * The candidate that differs least.
   *
   * @param candidates at least one
   */
  public static String of(String text, Collection<String> candidates) {
    return candidates.stream()
        .min(
            Comparator.<String>comparingInt(candidate -> distance(text, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /** How many characters must be put in, left out or replaced (Levenshtein). */
  static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      advance(row, i, a.charAt(i - 1), b);
    }
    return row[b.length()];
  }

  private static void advance(int[] row, int i, char c, String b) {
    int diagonal = row[0];
    row[0] = i;
    for (int j = 1; j <= b.length(); j++) {
      int replaced = diagonal + (c == b.charAt(j - 1) ? 0 : 1);
      diagonal = row[j];
      row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
    }
  }
}
