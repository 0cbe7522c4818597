package io.pgha.driver;

import io.pgha.driver.config.Config;
import io.pgha.driver.jdbc.Connector;
import io.pgha.driver.routing.ClusterRegistry;
import io.pgha.driver.routing.ClusterRegistry.Lease;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections of one URL. It does not pool. While it is open the cluster is watched, so that a
 * connect finds a fresh view. Set it up before the first connection is asked for; a later change
 * counts for later connections. Thread-safe.
 */
public final class PghaDataSource implements DataSource, AutoCloseable {
  private final ClusterRegistry registry;
  private final Connector connector;
  private final Properties properties = new Properties();
  private volatile @Nullable String url;
  private volatile int loginTimeout;
  private volatile @Nullable PrintWriter logWriter;

  /** Guards the lease and the end. Not held while connecting. */
  private final ReentrantLock lock = new ReentrantLock();

  private @Nullable Lease lease;
  private boolean closed;

  /** Without a URL yet. */
  public PghaDataSource() {
    this(PghaDriver.registry());
  }

  PghaDataSource(ClusterRegistry registry) {
    this.registry = registry;
    this.connector = new Connector(registry);
  }

  /**
   * Says which cluster and database, and with which parameters.
   *
   * @param url a {@code jdbc:pgha:} URL; a wrong one is refused when a connection is asked for
   */
  public void setUrl(String url) {
    this.url = url;
  }

  /** {@return the URL, null before it is set} */
  public @Nullable String getUrl() {
    return url;
  }

  /**
   * Says who connects to PostgreSQL.
   *
   * @param user counts where the URL names none
   */
  public void setUser(String user) {
    setProperty("user", user);
  }

  /**
   * Says the password for PostgreSQL.
   *
   * @param password counts where the URL has none
   */
  public void setPassword(String password) {
    setProperty("password", password);
  }

  /**
   * Sets any parameter of pgha or pgjdbc; the same name in the URL wins.
   *
   * @param name as in a URL
   * @param value as in a URL, but not encoded
   */
  public void setProperty(String name, String value) {
    properties.setProperty(name, value);
  }

  /**
   * @throws SQLException as {@link PghaDriver#connect} does; 08003 after {@link #close}
   */
  @Override
  public Connection getConnection() throws SQLException {
    return connector.connect(open(new Properties()));
  }

  /**
   * As another user than the properties say; a user or password in the URL wins over both.
   *
   * @param user null for the one that is set
   * @param password null for the one that is set
   * @throws SQLException as {@link PghaDriver#connect} does; 08003 after {@link #close}
   */
  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    Properties credentials = new Properties();
    if (user != null) {
      credentials.setProperty("user", user);
    }
    if (password != null) {
      credentials.setProperty("password", password);
    }
    return connector.connect(open(credentials));
  }

  private Config open(Properties more) throws SQLException {
    lock.lock();
    try {
      if (closed) {
        throw new SQLException("This data source has been closed.", "08003");
      }
      Config config = config(more);
      if (lease == null) {
        lease = registry.lease(config);
      }
      return config;
    } finally {
      lock.unlock();
    }
  }

  private Config config(Properties more) throws SQLException {
    String given = url;
    if (given == null) {
      throw new SQLException(
          "No URL is set: setUrl(\"jdbc:pgha://host1,host2/database\")", "22023");
    }
    Properties all = new Properties(properties);
    more.stringPropertyNames().forEach(name -> all.setProperty(name, more.getProperty(name)));
    return registry.configs().of(given, all);
  }

  /** Lets go of the cluster. Connections stay open. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (lease != null) {
        lease.close();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param seconds how long a connect may take, 0 for as long as {@code failoverTimeout} says
   */
  @Override
  public void setLoginTimeout(int seconds) {
    loginTimeout = seconds;
    setProperty("loginTimeout", Integer.toString(seconds));
  }

  @Override
  public int getLoginTimeout() {
    return loginTimeout;
  }

  /** Kept, and not written to: logging goes through {@link System.Logger}. */
  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    logWriter = out;
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return logWriter;
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
    throw new SQLException("A PghaDataSource wraps no " + type.getName(), "0A000");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
