package io.pgha.hikari;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.PropertyElf;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What one pool has otherwise than the other. */
final class Overrides {
  /** The one URL and what belongs to it, and what a connection has whichever pool serves it. */
  private static final Set<String> COMMON =
      Set.of(
          "jdbcUrl",
          "driverClassName",
          "dataSource",
          "dataSourceClassName",
          "dataSourceJNDI",
          "dataSourceProperties",
          "autoCommit",
          "readOnly");

  private static final Set<String> SECRET = Set.of("password", "credentials");
  private static final Set<String> NAMES = names();
  private static final Pattern HYPHEN = Pattern.compile("-(.)");

  private Overrides() {}

  private static Set<String> names() {
    Set<String> names = new TreeSet<>(PropertyElf.getPropertyNames(HikariConfig.class));
    names.removeAll(COMMON);
    return names;
  }

  /**
   * @param pool {@code read} or {@code write}
   * @throws IllegalArgumentException that names the first that is unknown, common to both pools, or
   *     wrong
   */
  static void apply(String pool, Properties overrides, HikariConfig config) {
    SortedMap<String, Object> sorted = new TreeMap<>();
    overrides.forEach((name, value) -> sorted.put(name.toString(), value));
    sorted.forEach(
        (given, value) -> {
          String name = camelCase(given);
          check(pool, given, name);
          set(pool + "." + given, name, value, config);
        });
  }

  private static String camelCase(String name) {
    return HYPHEN.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }

  private static void check(String pool, String given, String name) {
    if (COMMON.contains(name) || name.startsWith("dataSource.")) {
      throw new IllegalArgumentException(
          "%s.%s: both pools have the same %s; set it without '%s.'"
              .formatted(pool, given, given, pool));
    }
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "%s.%s is no property of a pool. There are: %s"
              .formatted(pool, given, String.join(", ", NAMES)));
    }
  }

  private static void set(String given, String name, Object value, HikariConfig config) {
    Properties one = new Properties();
    one.put(name, value);
    try {
      PropertyElf.setTargetFromProperties(config, one);
    } catch (RuntimeException e) {
      Object shown = SECRET.contains(name) ? "…" : value;
      throw new IllegalArgumentException(given + "=" + shown + ": " + reason(e), e);
    }
  }

  private static String reason(RuntimeException e) {
    Throwable cause =
        e.getCause() instanceof InvocationTargetException ? e.getCause().getCause() : e;
    return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
  }
}
