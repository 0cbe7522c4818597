package io.pgha.hikari;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.pgha.driver.PghaConnection;
import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.jdbc.PooledConnector;
import io.pgha.driver.telemetry.ClusterMXBean;
import io.pgha.driver.topology.View;
import java.io.Closeable;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections of one {@code jdbc:pgha:} URL, over a HikariCP pool of sessions for writing and one
 * of sessions for reading.
 *
 * <p>{@code getConnection} takes nothing from a pool. Making the first statement does, by the
 * read-only flag: from the pool for writing, whose sessions are on the leader, or from the pool for
 * reading, whose sessions are on replicas, and on the leader while no replica is eligible. A
 * connection holds one session at a time, and gives it back when it is closed, or when the flag has
 * been changed and a statement is made. So PostgreSQL sees no more sessions than the sizes of both
 * pools together.
 *
 * <p>A session that is fenced, known to be lost, or should move to a better member is never lent;
 * when the leader changes, the pool for writing fills itself anew at once. What a borrower sets by
 * {@code setSchema}, {@code setClientInfo}, {@code setHoldability} or {@code setTypeMap} stays with
 * the session, as in HikariCP, unless the pool's {@code schema} is configured. Thread-safe.
 */
public final class PghaHikariDataSource implements DataSource, Closeable {
  private final PooledConnector connector;
  private final HikariSessions writing;
  private final HikariSessions reading;
  private final LeaderWatch leaderWatch;
  private final boolean autoCommit;
  private final boolean readOnly;
  private volatile @Nullable PrintWriter logWriter;

  /**
   * Starts both pools, as {@code new HikariDataSource(config)} would: with the default {@code
   * initializationFailTimeout} it returns when each has a session.
   *
   * @param config is copied; a {@link PghaHikariConfig} may say what one of the pools has otherwise
   * @throws IllegalArgumentException if the configuration is wrong
   * @throws PoolInitializationException if a pool cannot be filled; its cause is the driver's
   *     exception, which lists every member and what it last answered
   */
  public PghaHikariDataSource(HikariConfig config) {
    PoolConfigs configs = new PoolConfigs(config);
    this.autoCommit = config.isAutoCommit();
    this.readOnly = config.isReadOnly();
    this.connector = configs.connector();
    try {
      WaitingBorrowers writers = new WaitingBorrowers();
      WaitingBorrowers readers = new WaitingBorrowers();
      HikariConfig forWriting = configs.writing(connector, writers::serve);
      HikariConfig forReading = configs.reading(connector, readers::serve);
      this.writing = new HikariSessions(new HikariDataSource(forWriting));
      this.reading = new HikariSessions(startBeside(writing.pool(), forReading));
      writers.of(writing.pool());
      readers.of(reading.pool());
    } catch (RuntimeException | Error e) {
      connector.close();
      throw e;
    }
    this.leaderWatch = new LeaderWatch(view(), this::evictSessionsForWriting);
    cluster().onView(leaderWatch);
  }

  /** It may close sessions itself, for which nobody who watches a cluster should wait. */
  private void evictSessionsForWriting() {
    cluster().aside(writing.pool().getHikariPoolMXBean()::softEvictConnections);
  }

  private HikariDataSource startBeside(HikariDataSource writing, HikariConfig config) {
    try {
      return new HikariDataSource(config);
    } catch (RuntimeException | Error e) {
      connector.stop();
      writing.close();
      throw e;
    }
  }

  /**
   * A connection that has no session yet. What may fail or take time comes with the first
   * statement: as HikariCP's {@code getConnection}, with the driver's exception as the cause.
   *
   * @throws SQLException 08003 after {@link #close}
   */
  @Override
  public PghaConnection getConnection() throws SQLException {
    if (isClosed()) {
      throw new SQLException("This data source has been closed.", "08003");
    }
    PghaConnection connection = connector.connect(writing, reading);
    if (!autoCommit) {
      connection.setAutoCommit(false);
    }
    if (readOnly) {
      connection.setReadOnly(true);
    }
    return connection;
  }

  /** Not supported, as in HikariCP: a pool's sessions are all of one user. */
  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException(
        "The sessions of a pool are all of one user: set username and password", "0A000");
  }

  /** {@return the pool for writing: its state, what may be changed at run time} */
  public HikariDataSource getWritePool() {
    return writing.pool();
  }

  /** {@return the pool for reading, as {@link #getWritePool()}} */
  public HikariDataSource getReadPool() {
    return reading.pool();
  }

  /** {@return all that is known of the cluster at the moment} */
  public View view() {
    return cluster().view();
  }

  /** {@return what the JMX bean of the cluster tells, as long as this is not closed} */
  public ClusterMXBean statistics() {
    return cluster().telemetry().statistics();
  }

  /** {@return whether reads go to the leader at the moment, as no replica is eligible} */
  public boolean readsFallBack() {
    return connector.readsFallBack();
  }

  Cluster cluster() {
    return connector.cluster();
  }

  /**
   * Closes both pools, as HikariCP does: connections in use are aborted, and those who wait for one
   * learn of it when their {@code connectionTimeout} is over.
   */
  @Override
  public void close() {
    cluster().offView(leaderWatch);
    connector.stop();
    try {
      writing.pool().close();
    } finally {
      reading.pool().close();
      connector.close();
    }
  }

  /** {@return whether it was closed} */
  public boolean isClosed() {
    return writing.pool().isClosed();
  }

  /** Kept, and not written to: HikariCP logs through SLF4J, pgha through {@link System.Logger}. */
  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    logWriter = out;
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return logWriter;
  }

  /** Not supported: how long to wait is {@code connectionTimeout}. */
  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException(
        "How long a connection may take is the pools' connectionTimeout", "0A000");
  }

  @Override
  public int getLoginTimeout() {
    return 0;
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
    throw new SQLException(
        "There are two pools here, getWritePool() and getReadPool(), and no " + type.getName(),
        "0A000");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
