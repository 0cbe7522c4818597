package io.pgha.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What must hold under each pool: a class for each says how it is made. */
@ExtendWith(SharedCluster.class)
abstract class PoolContract {
  private static final int SIZE = 4;

  /** Much longer than a switchover takes, and rounds further apart than HikariCP's alive bypass. */
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final Duration ROUND = Duration.ofSeconds(1);

  private final PatroniCluster cluster = SharedCluster.cluster();
  private final Client client = new Client(cluster);

  /** What it takes to make a pool of one make. */
  record Settings(String url, String user, String password, boolean readOnly, int size) {}

  abstract Pool make(Settings settings) throws SQLException;

  /** What must not be left to the pool: as a rule nothing. */
  void beforeReturn(Connection connection) throws SQLException {}

  private Pool writing(int size) throws SQLException {
    return make(settings(client.url(), /* readOnly= */ false, size));
  }

  private Pool reading(int size) throws SQLException {
    return make(settings(client.url("&readOnly=true"), /* readOnly= */ true, size));
  }

  private Settings settings(String url, boolean readOnly, int size) {
    client.awaitReadsOnReplicas(url);
    return new Settings(url, cluster.user(), cluster.password(), readOnly, size);
  }

  @Test
  void writesOnTheLeaderAndReadsOnReplicasByTheFlagWhichIsTakenBackOnReturn() throws SQLException {
    try (Pool pool = writing(1)) {
      assertThat(memberIn(pool)).isEqualTo(cluster.leader());
      assertThat(memberOfReaderIn(pool)).isNotEqualTo(cluster.leader());
      assertThat(memberIn(pool)).isEqualTo(cluster.leader());
    }
  }

  @Test
  void takesBackTheFlagOfAReaderThatLeavesItsTransactionOpen() throws SQLException {
    try (Pool pool = writing(1)) {
      try (Connection connection = pool.borrow()) {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        assertThat(client.memberOf(connection)).isNotEqualTo(cluster.leader());
        beforeReturn(connection);
      }
      try (Connection connection = pool.borrow()) {
        assertThat(connection.isReadOnly()).isFalse();
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(client.memberOf(connection)).isEqualTo(cluster.leader());
      }
    }
  }

  @Test
  void readsOnReplicasInAPoolForReading() throws SQLException {
    try (Pool pool = reading(SIZE)) {
      assertThat(membersOfAll(pool)).doesNotContain(cluster.leader());
      try (Connection connection = pool.borrow()) {
        assertThat(Client.ask(connection, "show transaction_read_only")).isEqualTo("on");
      }
    }
  }

  @Test
  void writesOnTheNewLeaderAfterASwitchoverUnderTraffic() throws SQLException {
    try (Pool pool = writing(SIZE)) {
      Traffic traffic = Traffic.start(pool, SIZE);
      Member old = cluster.leader();
      Member leader;
      try (traffic) {
        await().atMost(DEADLINE).until(() -> traffic.isOn(old, SIZE));
        leader = cluster.switchover();
        await().atMost(DEADLINE).until(() -> traffic.isOn(leader, SIZE));
      }
      report(traffic);
      awaitAllOn(pool, Set.of(leader));
      assertThat(written(pool)).containsAll(traffic.done());
    }
  }

  private void report(Traffic traffic) {
    System.out.printf(
        "%s: %d writes over a switchover, failures by SQLSTATE %s%n",
        getClass().getSimpleName(), traffic.done().size(), traffic.failures());
  }

  @Test
  void readsLeaveAMemberThatBecomesTheLeader() throws SQLException {
    try (Pool pool = reading(SIZE)) {
      Member read = membersOfAll(pool).iterator().next();
      cluster.switchover(read);
      cluster.awaitHealthy();
      Set<Member> others = new HashSet<>(cluster.members());
      others.remove(read);
      awaitAllOn(pool, others);
    }
  }

  /** All of the pool's connections at once. */
  private void awaitAllOn(Pool pool, Set<Member> members) {
    await()
        .atMost(DEADLINE)
        .pollInterval(ROUND)
        .ignoreExceptionsInstanceOf(SQLException.class)
        .untilAsserted(() -> assertThat(membersOfAll(pool)).isSubsetOf(members));
  }

  private Set<Member> membersOfAll(Pool pool) throws SQLException {
    List<Connection> borrowed = new ArrayList<>();
    try {
      while (borrowed.size() < SIZE) {
        borrowed.add(pool.borrow());
      }
      return membersOf(borrowed);
    } finally {
      for (Connection connection : borrowed) {
        connection.close();
      }
    }
  }

  private Set<Member> membersOf(List<Connection> connections) throws SQLException {
    Set<Member> members = new HashSet<>();
    for (Connection connection : connections) {
      members.add(client.memberOf(connection));
    }
    return members;
  }

  private Member memberIn(Pool pool) throws SQLException {
    try (Connection connection = pool.borrow()) {
      return client.memberOf(connection);
    }
  }

  private Member memberOfReaderIn(Pool pool) throws SQLException {
    try (Connection connection = pool.borrow()) {
      connection.setReadOnly(true);
      return client.memberOf(connection);
    }
  }

  private static Set<Integer> written(Pool pool) throws SQLException {
    Set<Integer> numbers = new HashSet<>();
    try (Connection connection = pool.borrow();
        PreparedStatement select = connection.prepareStatement("select number from written");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        numbers.add(rows.getInt(1));
      }
    }
    return numbers;
  }
}
