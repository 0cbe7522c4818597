package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.ask;
import static io.pgha.driver.it.ClusterClient.pgha;
import static io.pgha.driver.it.ClusterClient.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pgha.driver.PghaConnection;
import io.pgha.driver.config.Config;
import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Session;
import io.pgha.driver.session.SessionOpener;
import io.pgha.driver.topology.MemberView;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an application sees when another member becomes leader, or none is. */
final class LeaderChangeIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private static final long ATTEMPT_NANOS = Duration.ofSeconds(10).toNanos();

  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void aWriterWorksThroughASwitchover() throws Exception {
    Member old = cluster.leader();
    try (Race race = Race.start(cluster, client)) {
      race.awaitWritesOn(old);
      Member next = cluster.switchover();
      race.awaitWritesOn(next);
      race.stop();
      race.report("switchover: no write for");
      assertWentOver(race, old, next);
    }
  }

  /** The one failure is the session that broke: connecting again waited, and then worked. */
  private static void assertWentOver(Race race, Member old, Member next) {
    assertThat(race.failures()).hasSize(1);
    assertThat(race.serversInOrder()).containsExactly(old.host(), next.host());
    race.assertNothingLost(next);
  }

  @Test
  void aWriterWorksThroughTheDeathOfTheLeader() throws Exception {
    // Otherwise PostgreSQL itself may lose what it has acknowledged.
    cluster.synchronousMode(true);
    Member old = cluster.leader();
    try (Race race = Race.start(cluster, client)) {
      race.awaitWritesOn(old);
      old.kill();
      failsWithoutALeaderIn("failoverTimeout=500ms");
      failsWithoutALeaderIn("loginTimeout=1");
      Member next = manyConnectsWaitForALeader();
      assertThat(next).isNotEqualTo(old);
      race.awaitWritesOn(next);
      race.stop();
      race.report("leader's node killed: no write for");
      assertWentOver(race, old, next);
    }
  }

  private void failsWithoutALeaderIn(String timeout) {
    long start = System.nanoTime();
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> client.connect(timeout))
        .returns("08001", SQLException::getSQLState)
        .withMessageContainingAll(addresses())
        .withMessageContaining("role replica, state running");
    Report.line("no leader: connect gives up after", Report.since(start), timeout);
  }

  private String[] addresses() {
    return cluster.members().stream().map(Member::address).toArray(String[]::new);
  }

  /** The monitor asks at most every 100 ms, and each of the waiting would as often for itself. */
  private Member manyConnectsWaitForALeader() throws Exception {
    List<CountingApi> apis = CountingApi.inFrontOf(cluster.members());
    String[] counted = {
      "discovery=off", ClusterClient.PATIENTLY, "patroniUrls=" + CountingApi.urls(apis)
    };
    long start = System.nanoTime();
    List<Future<Member>> connects =
        threads.invokeAll(Collections.nCopies(50, () -> connectAndTellServer(counted)));
    List<Long> requests = apis.stream().map(api -> api.count("/primary")).toList();
    Duration waited = Report.since(start);
    Member leader = cluster.awaitLeader();
    for (Future<Member> each : connects) {
      assertThat(each.get()).isEqualTo(leader);
    }
    Report.line("no leader: 50 connects wait for", waited, "requests per API: " + requests);
    assertThat(requests).allMatch(count -> count <= waited.toMillis() / 100 + 2);
    for (CountingApi api : apis) {
      api.close();
    }
    return leader;
  }

  private Member connectAndTellServer(String... parameters) throws SQLException {
    try (Connection connection = client.connect(parameters)) {
      return client.serverOf(connection);
    }
  }

  /** As opened by a connect that waits for the promotion. */
  @Test
  void aSessionTellsWhetherItsMemberWasPromotedSinceItWasOpened() throws Exception {
    Member next = cluster.awaitReplicas(2).get(0);
    SessionOpener opener =
        new SessionOpener(Config.of(client.url("ApplicationName=early"), client.credentials()));
    Session early = opener.open(known(next), Purpose.WRITE, /* term= */ null, ATTEMPT_NANOS);
    Session replica = opener.prove(early, /* term= */ null, ATTEMPT_NANOS);
    assertThat(replica.primary()).isFalse();

    cluster.switchover(next);

    Session leader = opener.prove(replica, /* term= */ null, ATTEMPT_NANOS);
    assertThat(leader.primary()).isTrue();
    run(leader.connection(), "create temporary table t ()");
    leader.discard();
    assertThat(leader.connection().isClosed()).isTrue();
  }

  private io.pgha.driver.topology.Member known(Member wanted) throws SQLException {
    try (Connection connection = client.connect()) {
      return pgha(connection).view().members().stream()
          .map(MemberView::member)
          .filter(member -> member.postgres().toString().equals(wanted.address()))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aConnectionGoesOnWithANewSessionIfAskedTo() throws Exception {
    cluster.synchronousMode(true);
    Member old = cluster.leader();
    try (Connection connection = client.connect("reconnect=true", ClusterClient.PATIENTLY)) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      run(connection, "create temporary table t ()");
      old.kill();
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> run(connection, "insert into t default values"));
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> run(connection, "insert into t default values"));
      connection.rollback();

      Member next = client.serverOf(connection);
      assertThat(next).isNotEqualTo(old).isEqualTo(cluster.awaitLeader());
      assertThat(ask(connection, "show transaction_isolation")).isEqualTo("serializable");
      assertThat(ask(connection, "select to_regclass('t') is null")).isEqualTo("t");
      assertThat(connection.getAutoCommit()).isFalse();
      connection.commit();
    }
  }

  @Test
  void abortsSessionsForWritingOnALeaderThatLostItsPatroni() throws Exception {
    Member old = cluster.leader();
    String soon = "pollInterval=500ms";
    try (Connection idle = client.connect(soon);
        Connection busy = client.connect(soon)) {
      PghaConnection pgha = pgha(idle);
      run(idle, "create temporary table t ()");
      Future<String> sleeping = threads.submit(() -> ask(busy, "select pg_sleep(60)"));
      old.killPatroni();
      cluster.await("the driver to miss the leader", () -> pgha.view().leader() == null);
      cluster.etcd().expireLeaderLock();
      Member next = cluster.awaitLeaderOtherThan(old);
      long start = System.nanoTime();

      assertNamesBoth("08007", sleeping::get, old, next);
      Report.line("Patroni killed: statement on old leader ended", Report.since(start), "a poll");
      assertNamesBoth("08006", () -> ask(idle, "select 1"), old, next);
      assertThat(idle.isValid(1)).isFalse();
      assertThat(pgha.view().leaderMember().orElseThrow().member().postgres())
          .hasToString(next.address());
      assertStillWritableButLeftAlone(old);
      assertThat(connectAndTellServer(soon)).isEqualTo(next);
    }
  }

  private static void assertNamesBoth(
      String state, Callable<?> statement, Member old, Member next) {
    Exception thrown = catchThrowableOfType(Exception.class, statement::call);
    Throwable failure = thrown instanceof ExecutionException ? thrown.getCause() : thrown;
    assertThat(failure)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state))
        .hasMessageContainingAll(old.address(), next.address());
  }

  /** PostgreSQL notices only at the end of a statement that its client has gone. */
  private void assertStillWritableButLeftAlone(Member old) {
    assertThat(old.sql("select pg_is_in_recovery()")).isEqualTo("f");
    String others =
        "select query from pg_stat_activity where usename = '%s' and query !~ 'pg_sleep'";
    cluster.await("no session", () -> old.sql(others.formatted(cluster.user())).isEmpty());
  }
}
