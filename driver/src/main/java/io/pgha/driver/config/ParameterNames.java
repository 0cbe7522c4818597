package io.pgha.driver.config;

import io.pgha.driver.PghaProperty;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.postgresql.PGProperty;

/** Tells a misspelt parameter of ours from a foreign key, which is ignored as pgjdbc ignores it. */
final class ParameterNames {
  private static final int SHORTEST_MISSPELT = 6;
  private static final int MOST_TYPOS = 2;

  private static final List<String> OWN =
      Arrays.stream(PghaProperty.values()).map(PghaProperty::parameterName).toList();

  private ParameterNames() {}

  static void check(Collection<String> names) throws SQLException {
    for (String name : names) {
      if (isMisspelt(name)) {
        throw Invalid.name(
            "Unknown parameter \"%s\". Did you mean %s? Parameters of pgha: %s"
                .formatted(name, Nearest.of(name, OWN), String.join(", ", OWN)));
      }
    }
  }

  private static boolean isMisspelt(String name) {
    return !OWN.contains(name) && PGProperty.forName(name) == null && looksOwn(name);
  }

  private static boolean looksOwn(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith("patroni")
        || (name.length() >= SHORTEST_MISSPELT
            && Nearest.distance(name, Nearest.of(name, OWN)) <= MOST_TYPOS);
  }
}
