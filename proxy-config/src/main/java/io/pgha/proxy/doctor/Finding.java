package io.pgha.proxy.doctor;

import java.util.Locale;
import java.util.Optional;

/**
 * Something that would hurt.
 *
 * @param what was seen, and what comes of it
 * @param remedy what to do
 */
public record Finding(Severity severity, String what, String remedy) {
  /** How much it would. */
  public enum Severity {
    /** It does already, or will at the next opportunity. */
    ERROR,
    /** It will when something else goes wrong. */
    WARNING,
    /** There is something better, which may have its price. */
    ADVICE
  }

  static Finding error(String what, String remedy) {
    return new Finding(Severity.ERROR, what, remedy);
  }

  static Finding warning(String what, String remedy) {
    return new Finding(Severity.WARNING, what, remedy);
  }

  static Finding advice(String what, String remedy) {
    return new Finding(Severity.ADVICE, what, remedy);
  }

  /** This one, if it hurts. */
  static Optional<Finding> when(boolean hurts, Finding finding) {
    return hurts ? Optional.of(finding) : Optional.empty();
  }

  @Override
  public String toString() {
    return "%-7s  %s. Do: %s"
        .formatted(severity.name().toLowerCase(Locale.ROOT), oneLine(what), remedy);
  }

  /** A message of PostgreSQL may have several. */
  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\.$", "");
  }
}
