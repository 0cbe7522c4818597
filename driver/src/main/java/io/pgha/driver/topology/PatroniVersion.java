package io.pgha.driver.topology;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Patroni release number; anything that is not one counts as 0.0.0. */
public record PatroniVersion(int major, int minor, int patch)
    implements Comparable<PatroniVersion> {
  /** The first release whose status has {@code replication_state}. */
  static final PatroniVersion REPLICATION_STATE = new PatroniVersion(3, 0, 4);

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?.*");

  private static final Comparator<PatroniVersion> ORDER =
      Comparator.comparingInt(PatroniVersion::major)
          .thenComparingInt(PatroniVersion::minor)
          .thenComparingInt(PatroniVersion::patch);

  public static PatroniVersion parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? new PatroniVersion(number(matcher, 1), number(matcher, 2), number(matcher, 3))
        : new PatroniVersion(0, 0, 0);
  }

  private static int number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  @Override
  public int compareTo(PatroniVersion other) {
    return ORDER.compare(this, other);
  }
}
