package io.pgha.benchmarks.fleet;

import io.pgha.benchmarks.report.Threads;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Notices when a replica is promoted, by asking the replicas' PostgreSQL themselves in a tight
 * circle, on a session that was open before.
 */
final class Promotion implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(2);

  private final List<Connection> sessions = new ArrayList<>();

  private Promotion() {}

  static Promotion of(PatroniCluster cluster, List<Member> replicas) throws SQLException {
    Promotion promotion = new Promotion();
    for (Member replica : replicas) {
      promotion.sessions.add(
          DriverManager.getConnection(
              "jdbc:postgresql://%s/%s?sslmode=disable"
                  .formatted(replica.address(), cluster.database()),
              cluster.user(),
              cluster.password()));
    }
    return promotion;
  }

  /**
   * Waits for it, and returns when it was, by {@link System#nanoTime}.
   *
   * @throws IllegalStateException if it does not come in time
   */
  long await(Duration timeout) throws SQLException {
    long end = System.nanoTime() + timeout.toNanos();
    while (System.nanoTime() < end) {
      OptionalLong seen = seen();
      if (seen.isPresent()) {
        return seen.getAsLong();
      }
      Threads.pass(PAUSE);
    }
    throw new IllegalStateException("No replica was promoted within " + timeout);
  }

  private OptionalLong seen() throws SQLException {
    for (Connection session : sessions) {
      try (Statement statement = session.createStatement();
          ResultSet answer = statement.executeQuery("select pg_is_in_recovery()")) {
        if (answer.next() && !answer.getBoolean(1)) {
          return OptionalLong.of(System.nanoTime());
        }
      }
    }
    return OptionalLong.empty();
  }

  @Override
  public void close() throws SQLException {
    for (Connection session : sessions) {
      session.close();
    }
  }
}
