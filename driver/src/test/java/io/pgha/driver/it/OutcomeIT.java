package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an application is told of its commits when the leader dies during them. */
final class OutcomeIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger numbers = new AtomicInteger();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  /** Writes a number; commits it in a way of its own. */
  private enum Way {
    COMMIT(false),
    SQL(false),
    IN_ONE_STRING(false),
    AUTOCOMMIT(true);

    private final boolean autoCommit;

    Way(boolean autoCommit) {
      this.autoCommit = autoCommit;
    }

    private void write(Connection connection, int number) throws SQLException {
      String separate = "insert into numbers values (" + number + ")";
      run(connection, this == IN_ONE_STRING ? separate + "; commit" : separate);
    }

    private void commit(Connection connection) throws SQLException {
      if (this == COMMIT) {
        connection.commit();
      } else if (this == SQL) {
        run(connection, "commit");
      }
    }

    private boolean commitsAsItWrites() {
      return this == IN_ONE_STRING || this == AUTOCOMMIT;
    }
  }

  private record Failure(Way way, int number, boolean committing, SQLException told) {
    private boolean unknown() {
      return "08007".equals(told.getSQLState());
    }

    @Override
    public String toString() {
      return way + (committing ? " committing " : " writing ") + told.getSQLState();
    }
  }

  private Failure writeUntilItFails(Way way) throws SQLException {
    try (Connection connection = client.connect()) {
      connection.setAutoCommit(way.autoCommit);
      while (true) {
        int number = numbers.incrementAndGet();
        boolean committing = way.commitsAsItWrites();
        try {
          way.write(connection, number);
          committing = true;
          way.commit(connection);
        } catch (SQLException e) {
          return new Failure(way, number, committing, e);
        }
      }
    }
  }

  /** A commit takes its time, so that some are under way at any moment. */
  private void createSlowlyCommittedTable() throws SQLException {
    try (Connection connection = client.connect()) {
      run(connection, "drop table if exists numbers");
      run(connection, "create table numbers (number int primary key)");
      run(
          connection,
          "create or replace function slow() returns trigger language plpgsql as"
              + " $$begin perform pg_sleep(0.2); return null; end$$");
      run(
          connection,
          "create constraint trigger slow after insert on numbers deferrable initially deferred"
              + " for each row execute function slow()");
    }
  }

  @Test
  void isUnknownForEveryCommitThatTheDeathOfTheLeaderInterrupts() throws Exception {
    cluster.synchronousMode(true);
    List<Failure> failures = failuresWhen(cluster.leader()::kill);
    assertUnknownOrNotHappened(failures);
  }

  /** PostgreSQL says 57P01 to those that it interrupts; the others find the connection closed. */
  @Test
  void isUnknownForEveryCommitThatASwitchoverInterrupts() throws Exception {
    List<Failure> failures = failuresWhen(() -> cluster.switchover());
    assertUnknownOrNotHappened(failures);
  }

  private List<Failure> failuresWhen(Runnable fault) throws Exception {
    createSlowlyCommittedTable();
    List<Future<Failure>> writers = new ArrayList<>();
    for (Way way : Way.values()) {
      for (int i = 0; i < 3; i++) {
        writers.add(threads.submit(() -> writeUntilItFails(way)));
      }
    }
    BooleanSupplier busy = () -> numbers.get() > 3 * writers.size();
    cluster.await("writers to be busy", busy);
    fault.run();
    List<Failure> failures = new ArrayList<>();
    for (Future<Failure> writer : writers) {
      failures.add(writer.get());
    }
    return failures;
  }

  private void assertUnknownOrNotHappened(List<Failure> failures) {
    Member leader = cluster.awaitLeader();
    List<Integer> found =
        leader.sql("select number from numbers").lines().map(Integer::valueOf).toList();
    assertThat(failures).filteredOn(Failure::committing).anyMatch(Failure::unknown);
    assertThat(failures)
        .filteredOn(failure -> !failure.unknown())
        .allSatisfy(
            failure -> assertThat(failure.told().getSQLState()).isIn("08006", "08003", "57P01"))
        .extracting(Failure::number)
        .doesNotContainAnyElementsOf(found);
    assertThat(failures)
        .filteredOn(Failure::unknown)
        .allMatch(Failure::committing, "only where a commit was under way");
  }
}
