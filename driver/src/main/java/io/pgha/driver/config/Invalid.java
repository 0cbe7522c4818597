package io.pgha.driver.config;

import io.pgha.driver.PghaProperty;
import java.sql.SQLException;

/** The exceptions for what the user wrote wrong, all with SQLSTATE 22023. */
final class Invalid {
  /** "invalid parameter value" */
  private static final String STATE = "22023";

  private Invalid() {}

  static SQLException url(String problem) {
    return new SQLException("Malformed jdbc:pgha: URL: " + problem, STATE);
  }

  static SQLException name(String message) {
    return new SQLException(message, STATE);
  }

  /**
   * @param detail a sentence without its period, or empty
   */
  static SQLException value(PghaProperty parameter, String value, String detail) {
    return new SQLException(
        "Parameter %s has the invalid value %s.%s Allowed: %s"
            .formatted(
                parameter.parameterName(),
                shown(value),
                detail.isEmpty() ? "" : " " + detail + ".",
                parameter.allowed()),
        STATE);
  }

  private static String shown(String value) {
    return value.contains("@") ? "(not shown: may hold a password)" : "\"" + value + "\"";
  }
}
