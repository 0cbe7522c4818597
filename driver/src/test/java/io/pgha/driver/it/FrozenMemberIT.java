package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.ask;
import static io.pgha.driver.it.ClusterClient.pgha;
import static io.pgha.driver.it.ClusterClient.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pgha.driver.LogCapture;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hosts that stop answering without a word, as with a pulled cable: the kernel goes on to take
 * connections and what is sent, and no connection ever fails. No timeout of pgjdbc is set.
 */
final class FrozenMemberIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private static final String SOON = "pollInterval=500ms";

  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);

  @BeforeEach
  void awaitReplicasHeard() throws SQLException {
    client.awaitReplicasHeard(SOON);
  }

  @AfterEach
  void thaw() {
    cluster.members().forEach(Member::thaw);
  }

  @Test
  void aStatementOnAFrozenReplicaFailsAndReadsGoOnElsewhere() throws SQLException {
    try (LogCapture log = new LogCapture();
        Connection reading = client.connect(SOON, "readOnly=true");
        Connection idle = client.connect(SOON, "readOnly=true")) {
      Member frozen = client.serverOf(reading);
      boolean same = client.serverOf(idle).equals(frozen);
      frozen.freeze();
      long start = System.nanoTime();

      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> ask(reading, "select 1"))
          .returns("08006", SQLException::getSQLState)
          .withMessageContainingAll(frozen.address(), "neither Patroni nor PostgreSQL answers");
      Report.line("replica frozen: statement fails after", Report.since(start), "stallTimeout 2 s");
      assertThat(idle.isValid(30)).isEqualTo(!same);
      assertThat(client.readFrom(10, SOON)).doesNotContain(frozen);
      assertThat(log.warnings())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains("fenced " + (same ? 2 : 1) + " session", frozen.address())
                      .endsWith("neither Patroni nor PostgreSQL answers there"));
    }
  }

  @Test
  void aWriteOnAFrozenLeaderIsToldToBeOfUnknownOutcomeAndTheNextGoesToItsSuccessor()
      throws SQLException {
    Member leader = cluster.leader();
    try (Connection writing = client.connect(SOON)) {
      run(writing, "create table if not exists written (i int)");
      client.awaitReplayed();
      leader.freeze();
      long start = System.nanoTime();

      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> run(writing, "insert into written values (1)"))
          .returns("08007", SQLException::getSQLState)
          .withMessageContaining(leader.address());
      Report.line("leader frozen: statement fails after", Report.since(start), "stallTimeout 2 s");
    }
    Member next = cluster.awaitLeaderOtherThan(leader);
    try (Connection writing = client.connect(SOON)) {
      run(writing, "insert into written values (2)");
      assertThat(client.serverOf(writing)).isEqualTo(next);
    }
  }

  interface Wait {
    void on(Connection connection) throws SQLException;
  }

  static Stream<Named<Wait>> waits() {
    return Stream.of(
        Named.of("savepoint", Connection::setSavepoint),
        Named.of(
            "parameters",
            connection -> connection.prepareStatement("select ?").getParameterMetaData()));
  }

  @ParameterizedTest
  @MethodSource("waits")
  void whatWaitsForAFrozenMemberFailsAlsoIfItIsNoStatement(Wait wait) throws SQLException {
    try (Connection reading = client.connect(SOON, "readOnly=true")) {
      reading.setAutoCommit(false);
      Member frozen = client.serverOf(reading);
      frozen.freeze();

      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> wait.on(reading))
          .returns("08006", SQLException::getSQLState)
          .withMessageContaining(frozen.address());
    }
  }

  @Test
  void rowsThatAreStillToBeFetchedFromAFrozenMemberFail() throws SQLException {
    try (Connection reading = client.connect(SOON, "readOnly=true");
        Statement statement = reading.createStatement()) {
      reading.setAutoCommit(false);
      statement.setFetchSize(2);
      ResultSet rows = statement.executeQuery("select generate_series(1, 10)");
      assertThat(rows.next()).isTrue();
      Member frozen = client.serverOf(reading);
      frozen.freeze();

      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> readAll(rows))
          .returns("08006", SQLException::getSQLState)
          .withMessageContaining(frozen.address());
    }
  }

  private static void readAll(ResultSet rows) throws SQLException {
    boolean more = true;
    while (more) {
      more = rows.next();
    }
  }

  @Test
  void aLongQueryIsLeftAloneWhilePatroniHangsOnItsMember() throws SQLException {
    try (Connection reading = client.connect(SOON, "readOnly=true", "stallTimeout=200ms")) {
      Member replica = client.serverOf(reading);
      replica.freezePatroni();
      String log = replica.log();

      assertThat(ask(reading, "select 'done' from pg_sleep(12)")).isEqualTo("done");
      assertThat(replica.log()).as("what our questions had PostgreSQL write").isEqualTo(log);
      assertThat(pgha(reading).view().members())
          .filteredOn(seen -> seen.member().postgres().toString().equals(replica.address()))
          .noneMatch(seen -> seen.answering());
    }
  }

  @Test
  void aLongQueryIsLeftAloneWhilePatroniIsDownOnItsMember() throws SQLException {
    try (Connection reading = client.connect(SOON, "readOnly=true", "stallTimeout=200ms")) {
      Member replica = client.serverOf(reading);
      replica.killPatroni();

      assertThat(ask(reading, "select 'done' from pg_sleep(8)")).isEqualTo("done");
      replica.start();
      cluster.awaitReplicas(2);
    }
  }
}
