package io.pgha.driver.config;

import io.pgha.driver.PghaProperty;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * A {@code jdbc:pgha:} URL is a {@code jdbc:postgresql:} URL with another prefix, and pgjdbc parses
 * it.
 */
public final class JdbcUrl {
  private static final String PREFIX = "jdbc:pgha:";
  private static final String DRIVER_PREFIX = "jdbc:postgresql:";
  private static final Pattern KIND = Pattern.compile("\\w+:\\w+:");

  private JdbcUrl() {}

  /** Whether the URL is for this driver, well-formed or not. */
  public static boolean isOurs(String url) {
    return url.startsWith(PREFIX);
  }

  /** Not more than {@code jdbc:name:}, as a password may stand anywhere in what follows. */
  static String kind(String url) {
    Matcher kind = KIND.matcher(url);
    return kind.lookingAt() ? kind.group() : "something else";
  }

  /** All parameters, from the URL, else beside it, else from the service, else by default. */
  static Map<String, String> parse(String url, Map<String, String> beside) throws SQLException {
    String rest = url.substring(PREFIX.length());
    // pgjdbc logs a malformed URL as it is, and there may be a password in it.
    UrlCheck.check(rest);
    Properties parsed = Driver.parseURL(DRIVER_PREFIX + rest, withDefaults(beside));
    if (parsed == null) {
      throw Invalid.url(
          "PGHOST (host) and PGPORT (port) must have equally many entries and ports from 1 to"
              + " 65535, and a service must be defined in pg_service.conf");
    }
    return toMap(parsed);
  }

  /**
   * What stands beside a URL, with inherited defaults.
   *
   * @throws SQLException 22023 if a parameter of ours is no text
   */
  static Map<String, String> beside(@Nullable Properties info) throws SQLException {
    if (info == null) {
      return Map.of();
    }
    refuseOtherThanText(info);
    return toMap(info);
  }

  private static Properties withDefaults(Map<String, String> beside) {
    Properties properties = DriverDefaults.newProperties();
    beside.forEach(properties::setProperty);
    return properties;
  }

  /** pgjdbc does not see values that are no strings; that must not befall our own. */
  private static void refuseOtherThanText(Properties info) throws SQLException {
    for (PghaProperty own : PghaProperty.values()) {
      Object value = info.get(own.parameterName());
      if (value != null && !(value instanceof String)) {
        throw Invalid.value(
            own, value.toString(), "It must be a String but is " + value.getClass().getName());
      }
    }
  }

  /** With inherited defaults. */
  static Map<String, String> toMap(Properties properties) {
    Map<String, String> map = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      map.put(name, properties.getProperty(name));
    }
    return map;
  }
}
