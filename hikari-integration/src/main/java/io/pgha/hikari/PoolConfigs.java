package io.pgha.hikari;

import com.zaxxer.hikari.HikariConfig;
import io.pgha.driver.PghaPools;
import io.pgha.driver.jdbc.PooledConnector;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** From the one configuration that is given to those of the two pools. */
final class PoolConfigs {
  private final HikariConfig given;

  /**
   * @throws IllegalArgumentException if the database is not chosen by one {@code jdbc:pgha:} URL
   */
  PoolConfigs(HikariConfig given) {
    this.given = given;
    requireOneUrl(given);
  }

  private static void requireOneUrl(HikariConfig given) {
    if (given.getDataSource() != null
        || given.getDataSourceClassName() != null
        || given.getDataSourceJNDI() != null) {
      throw new IllegalArgumentException(
          "dataSource, dataSourceClassName and dataSourceJNDI are not for here: set jdbcUrl to a"
              + " jdbc:pgha: URL, which both pools use");
    }
    if (given.getJdbcUrl() == null) {
      throw new IllegalArgumentException("jdbcUrl is missing: jdbc:pgha://host1,host2/database");
    }
  }

  /**
   * @throws IllegalArgumentException if the URL or a parameter is wrong
   */
  PooledConnector connector() {
    Properties parameters = new Properties();
    given
        .getDataSourceProperties()
        .forEach((key, value) -> parameters.setProperty(key.toString(), value.toString()));
    if (given.getUsername() == null && given.getPassword() != null) {
      // The URL names the user; HikariCP hands on both or none.
      parameters.setProperty("password", given.getPassword());
    }
    try {
      return PghaPools.connector(given.getJdbcUrl(), parameters);
    } catch (SQLException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  HikariConfig writing(PooledConnector connector, Runnable closed) {
    return pool("write", connector, closed);
  }

  HikariConfig reading(PooledConnector connector, Runnable closed) {
    return pool("read", connector, closed);
  }

  /** What only the connections above the pool have is left to them. */
  private HikariConfig pool(String kind, PooledConnector connector, Runnable closed) {
    HikariConfig config = new HikariConfig();
    given.copyStateTo(config);
    String name = given.getPoolName();
    config.setPoolName((name == null ? "pgha-" + connector.database() : name) + "-" + kind);
    boolean reading = kind.equals("read");
    if (given instanceof PghaHikariConfig both) {
      Overrides.apply(kind, reading ? both.getRead() : both.getWrite(), config);
    }
    config.setJdbcUrl(null);
    config.setDataSource(
        connector.sessions(reading, Duration.ofMillis(config.getConnectionTimeout()), closed));
    config.setReadOnly(false);
    // The connection above turns it off last, as other settings run statements.
    config.setAutoCommit(true);
    config.setExceptionOverride(new Eviction(!reading, config.getExceptionOverride()));
    return config;
  }
}
