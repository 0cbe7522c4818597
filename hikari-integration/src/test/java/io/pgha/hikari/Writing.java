package io.pgha.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** An application that writes one number after the other, each in a transaction and once. */
final class Writing implements AutoCloseable {
  private final DataSource pools;
  private final Collection<Integer> done = new ConcurrentLinkedQueue<>();
  private final Collection<String> failures = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::run, "writing");
  private volatile boolean stopped;

  private Writing(DataSource pools) {
    this.pools = pools;
  }

  static Writing start(DataSource pools) {
    Writing writing = new Writing(pools);
    writing.thread.setDaemon(true);
    writing.thread.start();
    return writing;
  }

  private void run() {
    for (int number = 0; !stopped; number++) {
      write(number);
    }
  }

  private void write(int number) {
    try (Connection connection = pools.getConnection()) {
      connection.setAutoCommit(false);
      Sql.run(connection, "insert into written values (" + number + ")");
      connection.commit();
      done.add(number);
    } catch (SQLException e) {
      failures.add(e.getSQLState() + " " + e.getMessage());
    } catch (RuntimeException e) {
      failures.add(e.toString());
    }
  }

  /** Those whose commit was acknowledged. */
  Collection<Integer> done() {
    return done;
  }

  /** Their SQLSTATEs and messages, or what else was thrown. */
  Collection<String> failures() {
    return failures;
  }

  void stop() throws InterruptedException {
    stopped = true;
    thread.join(TimeUnit.SECONDS.toMillis(60));
  }

  @Override
  public void close() {
    stopped = true;
  }
}
