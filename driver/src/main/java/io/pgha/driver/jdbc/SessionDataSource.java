package io.pgha.driver.jdbc;

import io.pgha.driver.config.Config;
import io.pgha.driver.routing.ClusterRegistry.Lease;
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

  /** Keeps the cluster watched for as long as a pool is filled from here. */
  private final Lease lease;

  private final boolean readOnly;
  private final Fillers fillers;
  private final Runnable closed;

  /** How long a pool that is closed waits for what is being opened; seconds. */
  private volatile int loginTimeout;

  /**
   * @param closed told of each session that was closed
   */
  SessionDataSource(
      Configs configs, Lease lease, boolean readOnly, Fillers fillers, Runnable closed) {
    this.configs = configs;
    this.lease = lease;
    this.readOnly = readOnly;
    this.fillers = fillers;
    this.closed = closed;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return getConnection(null, null);
  }

  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    fillers.begin();
    try {
      RoutedOpener opener = new RoutedOpener(configs.with(user, password), lease.router());
      return unlessStopped(new PooledSession(opener.open(readOnly), lease.router(), closed));
    } finally {
      fillers.end();
    }
  }

  /** A pool that has been closed would not close it. */
  private PooledSession unlessStopped(PooledSession session) throws SQLException {
    if (fillers.stopped()) {
      session.close();
      throw fillers.stoppedException();
    }
    return session;
  }

  /** Kept for whoever asks: how long an opening may take is among the parameters, exactly. */
  @Override
  public void setLoginTimeout(int seconds) {
    loginTimeout = seconds;
  }

  @Override
  public int getLoginTimeout() {
    return loginTimeout;
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
