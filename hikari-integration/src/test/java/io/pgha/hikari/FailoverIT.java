package io.pgha.hikari;

import static io.pgha.hikari.Sql.ask;
import static io.pgha.hikari.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pools while members come and go. */
final class FailoverIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final PatroniCluster cluster = patroni.cluster();

  private PghaHikariDataSource start(String... parameters) {
    return new PghaHikariDataSource(Pools.config(cluster, parameters));
  }

  /** One whose borrowers wait for much longer than it takes to have another leader. */
  private PghaHikariDataSource startPatient() {
    PghaHikariConfig config = Pools.config(cluster);
    config.setConnectionTimeout(DEADLINE.toMillis());
    return new PghaHikariDataSource(config);
  }

  private boolean leads(PghaHikariDataSource pools, Member member) {
    return pools
        .view()
        .readyLeader()
        .filter(leader -> leader.member().postgres().toString().equals(member.address()))
        .isPresent();
  }

  /** Idle for less than HikariCP's 500 ms, in which it asks nothing of a connection. */
  @Test
  void lendsNoSessionOnTheOldLeaderOnceTheNewOneIsKnown() throws SQLException {
    try (PghaHikariDataSource pools = start("pollInterval=500ms")) {
      for (int round = 0; round < 3; round++) {
        Member old = cluster.leader();
        Connection[] borrowed = {pools.getConnection(), pools.getConnection()};
        for (Connection each : borrowed) {
          each.setAutoCommit(false);
          assertThat(ask(each, Sql.SERVER)).isEqualTo(old.host());
          each.commit();
        }
        Member next = cluster.switchover();
        await("the new leader to be known").atMost(DEADLINE).until(() -> leads(pools, next));
        for (Connection each : borrowed) {
          each.close();
        }
        for (int i = 0; i < 4; i++) {
          assertThat(Sql.write(pools, Sql.SERVER)).isEqualTo(next.host());
        }
        cluster.awaitHealthy();
      }
    }
  }

  /** Also idle for less than those 500 ms. */
  @Test
  void lendsNoSessionOnALeaderThatIsGone() throws SQLException {
    try (PghaHikariDataSource pools = startPatient()) {
      Member old = cluster.leader();
      Connection[] borrowed = {pools.getConnection(), pools.getConnection()};
      for (Connection each : borrowed) {
        assertThat(ask(each, Sql.SERVER)).isEqualTo(old.host());
      }
      old.kill();
      await("the leader to be missed")
          .atMost(DEADLINE)
          .until(() -> pools.view().readyLeader().isEmpty());
      closeAll(borrowed);
      for (int i = 0; i < 4; i++) {
        assertThat(Sql.write(pools, Sql.SERVER)).isNotEqualTo(old.host());
      }
    }
  }

  /** The kernel of the frozen one goes on to take connections. */
  @Test
  void writesOnTheNextLeaderOnceTheOldOneIsFrozen() throws SQLException {
    try (PghaHikariDataSource pools = start()) {
      Member old = cluster.leader();
      try (Connection writing = pools.getConnection()) {
        run(writing, "create table if not exists frozen (i int)");
        old.freeze();
        assertThatExceptionOfType(SQLException.class)
            .isThrownBy(() -> run(writing, "insert into frozen values (1)"))
            .returns("08007", SQLException::getSQLState)
            .withMessageContaining(old.address());
      }
      Member next = cluster.awaitLeaderOtherThan(old);
      await("a write on " + next)
          .atMost(DEADLINE)
          .ignoreExceptions()
          .until(() -> writesOn(pools, next));
      old.thaw();
      assertThat(writesOn(pools, next)).isTrue();
    }
  }

  private static void closeAll(Connection... connections) throws SQLException {
    for (Connection each : connections) {
      each.close();
    }
  }

  /** Which has room for one. */
  @Test
  void aConnectionThatReconnectsGivesBackTheLostSessionFirst() throws SQLException {
    PghaHikariConfig config = Pools.config(cluster, "pollInterval=500ms", "reconnect=true");
    config.setMaximumPoolSize(1);
    try (PghaHikariDataSource pools = new PghaHikariDataSource(config);
        Connection connection = pools.getConnection()) {
      run(connection, "select 1");
      Member next = cluster.switchover();
      await("the new leader to be known").atMost(DEADLINE).until(() -> leads(pools, next));
      assertThat(ask(connection, Sql.SERVER)).isEqualTo(next.host());
    }
  }

  @Test
  void fillsThePoolForWritingAnewBeforeAnybodyAsks() throws SQLException {
    PghaHikariConfig config = Pools.config(cluster, "pollInterval=500ms");
    config.getWrite().setProperty("minimumIdle", "2");
    try (PghaHikariDataSource pools = new PghaHikariDataSource(config)) {
      HikariDataSource writing = pools.getWritePool();
      await().atMost(DEADLINE).until(() -> idle(writing) == 2);
      Member next = cluster.switchover();
      await("two idle sessions on the new leader")
          .atMost(DEADLINE)
          .ignoreExceptionsInstanceOf(IllegalStateException.class)
          .until(() -> Pools.sessionsOn(cluster, next) == 2 && idle(writing) == 2);
    }
  }

  private static int idle(HikariDataSource pool) {
    return pool.getHikariPoolMXBean().getIdleConnections();
  }

  @Test
  void aTransactionOnTheLeaderThatStaysIsNotTouched() throws SQLException {
    Member leader = cluster.leader();
    try (PghaHikariDataSource pools = start("pollInterval=500ms");
        Connection connection = pools.getConnection()) {
      connection.setAutoCommit(false);
      String process = ask(connection, Sql.PROCESS);
      Member killed = cluster.awaitReplicas(2).get(0);
      killed.kill();
      await().atMost(DEADLINE).until(() -> misses(pools, killed));
      assertThat(ask(connection, Sql.PROCESS)).isEqualTo(process);
      connection.commit();
      assertThat(cluster.leader()).isEqualTo(leader);
    }
  }

  private static boolean misses(PghaHikariDataSource pools, Member member) {
    return pools.view().members().stream()
        .filter(seen -> seen.silences() > 1)
        .anyMatch(seen -> seen.member().postgres().toString().equals(member.address()));
  }

  /** Its transaction is open all the time. */
  @Test
  void aSessionForReadingOnTheReplicaThatStaysIsNotTouchedByASwitchover() throws SQLException {
    try (PghaHikariDataSource pools = Pools.awaitReplicas(start("pollInterval=500ms"));
        Connection connection = forReading(pools)) {
      connection.setAutoCommit(false);
      String process = ask(connection, Sql.PROCESS);
      Member staying = Pools.member(cluster, ask(connection, Sql.SERVER));
      Member next = Pools.replicaOtherThan(cluster, staying);
      cluster.switchover(next);
      await("the new leader to be known").atMost(DEADLINE).until(() -> leads(pools, next));
      assertThat(Sql.write(pools, Sql.SERVER)).isEqualTo(next.host());
      cluster.awaitHealthy();
      assertThat(ask(connection, Sql.PROCESS)).isEqualTo(process);
      connection.commit();
      assertThat(ask(connection, Sql.PROCESS)).isEqualTo(process);
    }
  }

  @Test
  void readsGoToTheLeaderWhileThereIsNoReplicaAndBackAfterwards() throws SQLException {
    try (PghaHikariDataSource pools = Pools.awaitReplicas(start("pollInterval=500ms"))) {
      Member leader = cluster.leader();
      List<Member> replicas = cluster.awaitReplicas(2);
      assertThat(Sql.read(pools, Sql.SERVER)).isNotEqualTo(leader.host());
      replicas.forEach(Member::kill);
      awaitReadsOn(pools, List.of(leader));
      assertThat(Sql.read(pools, "show transaction_read_only")).isEqualTo("on");
      replicas.forEach(Member::start);
      cluster.awaitHealthy();
      awaitReadsOn(pools, replicas);
    }
  }

  @Test
  void startsWithoutAReplica() throws SQLException {
    cluster.awaitReplicas(2).forEach(Member::kill);
    try (PghaHikariDataSource pools = start()) {
      assertThat(Sql.read(pools, Sql.SERVER)).isEqualTo(cluster.leader().host());
      assertThat(Sql.write(pools, Sql.SERVER)).isEqualTo(cluster.leader().host());
    }
  }

  /** Twenty in a row: the pool has no session elsewhere any more. */
  private void awaitReadsOn(PghaHikariDataSource pools, List<Member> members) {
    List<String> hosts = members.stream().map(Member::host).toList();
    await("reads on " + members)
        .atMost(DEADLINE)
        .ignoreExceptions()
        .until(
            () -> {
              for (int i = 0; i < 20; i++) {
                if (!hosts.contains(Sql.read(pools, Sql.SERVER))) {
                  return false;
                }
              }
              return true;
            });
  }

  @Test
  void losesNothingThatWasWrittenWhileTheLeaderDies() throws Exception {
    cluster.synchronousMode(true);
    try (PghaHikariDataSource pools = startPatient()) {
      Sql.write(pools, "select 1");
      try (Connection connection = pools.getConnection()) {
        run(connection, "create table written (i int primary key)");
      }
      Member old = cluster.leader();
      try (Writing writing = Writing.start(pools)) {
        awaitWrites(writing);
        old.kill();
        Member next = cluster.awaitLeaderOtherThan(old);
        awaitWrites(writing);
        writing.stop();
        System.out.printf(
            "[hikari] leader killed: %d written, failures %s%n",
            writing.done().size(), writing.failures());
        assertThat(writing.failures()).allMatch(state -> state.matches("(?s)(08|57P).*"));
        assertThat(next.sql("select i from written").lines().map(Integer::valueOf))
            .containsAll(writing.done());
      }
    }
  }

  /** So many from now on. */
  private static void awaitWrites(Writing writing) {
    int before = writing.done().size();
    await("writes").atMost(DEADLINE).until(() -> writing.done().size() > before + 20);
  }

  @Test
  void startsWithoutALeaderOnlyIfItNeedNotHaveASession() throws SQLException {
    Member old = cluster.leader();
    cluster.etcd().stop();
    cluster.await("the leader to step down", old::hasSteppedDown);
    PghaHikariConfig config = Pools.config(cluster);
    config.setConnectionTimeout(2000);
    String[] addresses = cluster.members().stream().map(Member::address).toArray(String[]::new);
    assertThatExceptionOfType(PoolInitializationException.class)
        .isThrownBy(() -> new PghaHikariDataSource(config).close())
        .withMessageContainingAll(addresses);

    config.setInitializationFailTimeout(-1);
    try (PghaHikariDataSource pools = new PghaHikariDataSource(config)) {
      await()
          .atMost(DEADLINE)
          .ignoreExceptions()
          .until(() -> Sql.read(pools, "show transaction_read_only").equals("on"));
      // The pool knows why only after its first own try.
      await()
          .atMost(DEADLINE)
          .untilAsserted(
              () ->
                  assertThatExceptionOfType(SQLException.class)
                      .isThrownBy(() -> Sql.write(pools, "select 1"))
                      .withMessageContaining("pgha-")
                      .havingCause()
                      .withMessageContainingAll(addresses));
      cluster.etcd().start();
      Member leader = cluster.awaitLeader();
      await().atMost(DEADLINE).ignoreExceptions().until(() -> writesOn(pools, leader));
    }
  }

  private static boolean writesOn(PghaHikariDataSource pools, Member leader) throws SQLException {
    return Sql.write(pools, Sql.SERVER).equals(leader.host());
  }

  @Test
  void spreadsThePoolForReadingOverTheReplicas() throws SQLException {
    PghaHikariConfig config = Pools.config(cluster);
    config.getRead().setProperty("maximumPoolSize", "4");
    try (PghaHikariDataSource pools = new PghaHikariDataSource(config)) {
      Pools.awaitReplicas(pools);
      List<String> servers = new ArrayList<>();
      try (Connection first = forReading(pools);
          Connection second = forReading(pools);
          Connection third = forReading(pools);
          Connection fourth = forReading(pools)) {
        for (Connection each : List.of(first, second, third, fourth)) {
          servers.add(ask(each, Sql.SERVER));
        }
      }
      assertThat(cluster.awaitReplicas(2))
          .as("replicas with two each of %s, by %s", servers, pools.view().describe())
          .allMatch(replica -> Collections.frequency(servers, replica.host()) == 2);
    }
  }

  private static Connection forReading(PghaHikariDataSource pools) throws SQLException {
    Connection connection = pools.getConnection();
    connection.setReadOnly(true);
    return connection;
  }
}
