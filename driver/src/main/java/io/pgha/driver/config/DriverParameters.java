package io.pgha.driver.config;

import io.pgha.driver.PghaProperty;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.postgresql.PGProperty;

/**
 * What pgjdbc is told for each session: everything that was given except our own parameters and
 * those by which pgjdbc would choose among hosts itself. Its text shows names only, because the
 * password is among the values.
 */
public record DriverParameters(Map<String, String> values) {
  private static final Set<String> ADDRESS =
      Set.of(PGProperty.PG_HOST.getName(), PGProperty.PG_PORT.getName());
  private static final Set<String> MULTI_HOST =
      Set.of(PGProperty.LOAD_BALANCE_HOSTS.getName(), PGProperty.HOST_RECHECK_SECONDS.getName());

  public DriverParameters {
    values = Map.copyOf(values);
  }

  static DriverParameters of(Map<String, String> given) throws SQLException {
    Map<String, String> values = new HashMap<>(given);
    values.keySet().removeIf(name -> ADDRESS.contains(name) || isReplaced(name));
    DriverParameters parameters = new DriverParameters(values);
    PGProperty.CONNECT_TIMEOUT.getInt(parameters.toProperties());
    return parameters;
  }

  /** Whether a parameter means nothing to a session, because pgha does what it is for. */
  static boolean isReplaced(String name) {
    return MULTI_HOST.contains(name) || PghaProperty.forName(name).isPresent();
  }

  /**
   * A new copy for each caller to change. {@code targetServerType} and {@code readOnly} are set to
   * pgjdbc's defaults, because pgjdbc would fill them in from {@code driverconfig.properties}.
   */
  public Properties toProperties() {
    Properties properties = new Properties();
    properties.setProperty(PGProperty.TARGET_SERVER_TYPE.getName(), "any");
    properties.setProperty(PGProperty.READ_ONLY.getName(), "false");
    values.forEach(properties::setProperty);
    return properties;
  }

  /**
   * How long a connect may take: {@code loginTimeout} in seconds, fractions allowed; where it is
   * not given or no number, {@link DriverManager#getLoginTimeout()} at the time of the call. Empty
   * if unlimited, which 0 means.
   */
  public Optional<Duration> loginTimeout() {
    Duration timeout =
        Optional.ofNullable(values.get(PGProperty.LOGIN_TIMEOUT.getName()))
            .flatMap(DriverParameters::seconds)
            .orElseGet(() -> Duration.ofSeconds(DriverManager.getLoginTimeout()));
    return Optional.of(timeout).filter(DriverParameters::isLimit);
  }

  /** As pgjdbc reads it. */
  private static Optional<Duration> seconds(String text) {
    try {
      return Optional.of(Duration.ofMillis((long) (Float.parseFloat(text) * 1000)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean isLimit(Duration timeout) {
    return timeout.compareTo(Duration.ZERO) > 0 && timeout.compareTo(Durations.LONGEST) <= 0;
  }

  @Override
  public String toString() {
    return "DriverParameters" + new TreeSet<>(values.keySet());
  }
}
