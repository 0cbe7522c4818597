package io.pgha.driver;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.config.JdbcUrl;
import io.pgha.driver.config.ParameterInfos;
import io.pgha.driver.jdbc.Connector;
import io.pgha.driver.routing.ClusterRegistry;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes {@code jdbc:pgha://host[:port][,host[:port]…]/database[?name=value&…]}: the URL of pgjdbc
 * with another prefix, whose hosts are PostgreSQL members of a Patroni cluster, not necessarily all
 * of them. {@link PghaProperty} lists the parameters beyond pgjdbc's. It registers itself with
 * {@link DriverManager}. Thread-safe.
 */
public final class PghaDriver implements Driver {
  private static final ClusterRegistry REGISTRY = new ClusterRegistry(Ticker.systemTicker());
  private static final Connector CONNECTOR = new Connector(REGISTRY);

  static {
    try {
      // Whoever deregisters the driver, as a servlet container does at undeployment, ends its
      // threads with it.
      DriverManager.registerDriver(new PghaDriver(), REGISTRY::close);
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** For {@link java.util.ServiceLoader} and {@code Class.forName}. */
  public PghaDriver() {}

  static ClusterRegistry registry() {
    return REGISTRY;
  }

  /**
   * Opens a connection: for reading if the URL or the properties say {@code readOnly=true}, else
   * for writing. Waits for a member that can serve it for {@code failoverTimeout}, or {@code
   * loginTimeout} if that is shorter.
   *
   * @return null if the URL is not for this driver
   * @throws SQLException 22023 for a malformed URL or a wrong parameter; 08001 when no member can
   *     serve it in time, with every member and what it last answered; 25006 for writing to a
   *     standby cluster; else what a member said when it refused for a reason that every member
   *     would give, as 28P01 for a wrong password
   */
  @Override
  public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
    return acceptsURL(url) ? CONNECTOR.connect(REGISTRY.configs().of(url, info)) : null;
  }

  @Override
  public boolean acceptsURL(String url) {
    return JdbcUrl.isOurs(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties info)
      throws SQLException {
    return ParameterInfos.of(url, info);
  }

  @Override
  public int getMajorVersion() {
    return Version.MAJOR;
  }

  @Override
  public int getMinorVersion() {
    return Version.MINOR;
  }

  /** False, like pgjdbc's: neither implements all of JDBC. */
  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException(
        "pgha logs through System.Logger, under io.pgha.driver", "0A000");
  }
}
