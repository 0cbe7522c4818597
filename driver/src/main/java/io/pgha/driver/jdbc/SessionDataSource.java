package io.pgha.driver.jdbc;

import io.pgha.driver.config.Config;
import io.pgha.driver.routing.Router;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What a pool is filled from: each connection is one session of one kind. Thread-safe. */
final class SessionDataSource implements DataSource {
  /** A configuration with these credentials, null for those of the URL and the properties. */
  interface Configs {
    Config with(@Nullable String user, @Nullable String password) throws SQLException;
  }

  private final Configs configs;
  private final Router router;
  private final boolean readOnly;

  SessionDataSource(Configs configs, Router router, boolean readOnly) {
    this.configs = configs;
    this.router = router;
    this.readOnly = readOnly;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return getConnection(null, null);
  }

  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    RoutedOpener opener = new RoutedOpener(configs.with(user, password), router);
    return new PooledSession(opener.open(readOnly), router);
  }

  /** Not kept: how long an opening may take is among the parameters, in less than seconds. */
  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  /** Not kept: logging goes through {@link System.Logger}. */
  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException(
        "pgha logs through System.Logger, under io.pgha.driver", "0A000");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("This wraps no " + type.getName(), "0A000");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
