package io.pgha.driver.proof;

import io.pgha.driver.PghaConnection;
import io.pgha.driver.topology.View;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** All views of a race, and when each was first seen, by looking every millisecond. */
final class ViewLog implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(1);

  /**
   * @param at of {@link System#nanoTime}
   */
  record Seen(long at, View view) {}

  private final PghaConnection connection;
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::run, "view-log");
  private volatile boolean stopped;

  private ViewLog(PghaConnection connection) {
    this.connection = connection;
  }

  /** Takes over the connection, of which it needs no session. */
  static ViewLog of(PghaConnection connection) {
    ViewLog log = new ViewLog(connection);
    log.thread.setDaemon(true);
    log.thread.start();
    return log;
  }

  private void run() {
    long last = -1;
    while (!stopped) {
      View view = connection.view();
      if (view.sequence() != last) {
        last = view.sequence();
        seen.add(new Seen(System.nanoTime(), view));
      }
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
  }

  List<Seen> seen() {
    return seen;
  }

  @Override
  public void close() throws SQLException {
    stopped = true;
    connection.close();
  }
}
