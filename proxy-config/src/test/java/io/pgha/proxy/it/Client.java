package io.pgha.proxy.it;

import io.pgha.proxy.it.Operation.Outcome;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/**
 * An application with pgjdbc alone: one statement after the other, on a connection that it keeps
 * until it breaks, or on a new one for each.
 */
final class Client implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration PAUSE_BETWEEN_CONNECTIONS = Duration.ofMillis(150);

  /** What PostgreSQL says to a write while it is in recovery. */
  private static final String READ_ONLY = "25006";

  private final String url;
  private final Properties properties;
  private final boolean keeps;
  private final Statement statement;
  private final History history = new History();
  private final Thread thread;

  /** Of the client's thread only. */
  private Connection connection;

  /** What it does again and again. */
  interface Statement {
    Outcome run(Connection connection) throws SQLException;
  }

  Client(String name, String url, Properties properties, boolean keeps, Statement statement) {
    this.url = url;
    this.properties = properties;
    this.keeps = keeps;
    this.statement = statement;
    this.thread = new Thread(this::run, "pgha-test-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  History history() {
    return history;
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      long began = System.nanoTime();
      Outcome outcome = once();
      history.add(new Operation(began, System.nanoTime(), outcome));
      LockSupport.parkNanos((keeps ? PAUSE : PAUSE_BETWEEN_CONNECTIONS).toNanos());
    }
    disconnect();
  }

  private Outcome once() {
    try {
      if (connection == null) {
        connection = DriverManager.getConnection(url, properties);
      }
      return statement.run(connection);
    } catch (SQLException e) {
      disconnect();
      return READ_ONLY.equals(e.getSQLState()) ? Outcome.MISROUTED : Outcome.FAILED;
    } finally {
      if (!keeps) {
        disconnect();
      }
    }
  }

  private void disconnect() {
    Connection old = connection;
    connection = null;
    try {
      if (old != null) {
        old.close();
      }
    } catch (SQLException e) {
      // It is given up in any case.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
