package io.pgha.hikari;

import static io.pgha.hikari.Sql.ask;
import static io.pgha.hikari.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.io.Closeable;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Which pool serves what, and what a connection costs. */
final class RoutingIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final PatroniCluster cluster = patroni.cluster();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  private PghaHikariDataSource start() {
    return Pools.awaitReplicas(new PghaHikariDataSource(Pools.config(cluster)));
  }

  private Member serverOf(Connection connection) throws SQLException {
    return Pools.member(cluster, ask(connection, Sql.SERVER));
  }

  private static void assertInUse(PghaHikariDataSource pools, int writing, int reading) {
    assertThat(inUse(pools.getWritePool())).as("sessions for writing in use").isEqualTo(writing);
    assertThat(inUse(pools.getReadPool())).as("sessions for reading in use").isEqualTo(reading);
  }

  private static int inUse(HikariDataSource pool) {
    HikariPoolMXBean bean = pool.getHikariPoolMXBean();
    return bean.getActiveConnections();
  }

  /** The calls that Spring makes around a transaction. */
  private static void beginAsSpringDoes(Connection connection, boolean readOnly)
      throws SQLException {
    if (readOnly) {
      connection.setReadOnly(true);
    }
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
  }

  private static void endAsSpringDoes(Connection connection, boolean readOnly) throws SQLException {
    connection.commit();
    connection.setAutoCommit(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    if (readOnly) {
      connection.setReadOnly(false);
    }
  }

  @Test
  void aReadOnlyTransactionCostsOneSessionForReading() throws SQLException {
    try (PghaHikariDataSource pools = start()) {
      try (Connection connection = pools.getConnection()) {
        beginAsSpringDoes(connection, /* readOnly= */ true);
        assertInUse(pools, 0, 0);
        assertThat(serverOf(connection)).isIn(cluster.awaitReplicas(2));
        assertThat(ask(connection, "show transaction_isolation")).isEqualTo("repeatable read");
        assertThat(ask(connection, "show transaction_read_only")).isEqualTo("on");
        assertInUse(pools, 0, 1);
        endAsSpringDoes(connection, /* readOnly= */ true);
      }
      assertInUse(pools, 0, 0);
    }
  }

  @Test
  void anyOtherTransactionCostsOneSessionForWriting() throws SQLException {
    try (PghaHikariDataSource pools = start()) {
      try (Connection connection = pools.getConnection()) {
        beginAsSpringDoes(connection, /* readOnly= */ false);
        assertInUse(pools, 0, 0);
        assertThat(serverOf(connection)).isEqualTo(cluster.leader());
        assertInUse(pools, 1, 0);
        endAsSpringDoes(connection, /* readOnly= */ false);
      }
      assertInUse(pools, 0, 0);
    }
  }

  /** All of both pools are held, and more are asked for. */
  @Test
  void postgresSeesTheSizesOfBothPoolsAndThoseForReadingAreBornOnReplicas() throws Exception {
    PghaHikariConfig config = Pools.config(cluster);
    config.getRead().setProperty("maximumPoolSize", "3");
    config.setInitializationFailTimeout(-1);
    try (PghaHikariDataSource pools = new PghaHikariDataSource(config)) {
      Pools.awaitReplicas(pools);
      long opened = pools.statistics().getRoutes();
      List<Connection> held = hold(pools, 2, 3);
      List<Future<String>> more =
          List.of(
              threads.submit(() -> Sql.write(pools, Sql.SERVER)),
              threads.submit(() -> Sql.read(pools, Sql.SERVER)));
      cluster.await("one more for each pool", () -> waitsFor(pools, 1, 1));
      cluster.await("two sessions on the leader, three elsewhere", () -> sessionsAre(2, 3));
      assertThat(pools.statistics().getRoutes() - opened).as("sessions ever opened").isEqualTo(5);
      for (Connection each : held) {
        each.close();
      }
      assertThat(more.get(0).get(30, TimeUnit.SECONDS)).isEqualTo(cluster.leader().host());
      assertThat(more.get(1).get(30, TimeUnit.SECONDS)).isNotEqualTo(cluster.leader().host());
    }
  }

  private static List<Connection> hold(PghaHikariDataSource pools, int writing, int reading)
      throws SQLException {
    List<Connection> held = new ArrayList<>();
    for (int i = 0; i < writing + reading; i++) {
      Connection connection = pools.getConnection();
      connection.setReadOnly(i >= writing);
      run(connection, "select 1");
      held.add(connection);
    }
    return held;
  }

  private static boolean waitsFor(PghaHikariDataSource pools, int writing, int reading) {
    return waiting(pools.getWritePool()) == writing && waiting(pools.getReadPool()) == reading;
  }

  private static int waiting(HikariDataSource pool) {
    return pool.getHikariPoolMXBean().getThreadsAwaitingConnection();
  }

  private boolean sessionsAre(int onLeader, int onReplicas) {
    int elsewhere =
        cluster.awaitReplicas(2).stream().mapToInt(each -> Pools.sessionsOn(cluster, each)).sum();
    return Pools.sessionsOn(cluster, cluster.leader()) == onLeader && elsewhere == onReplicas;
  }

  @Test
  void aTransactionWithoutAStatementCostsNothing() throws SQLException {
    try (PghaHikariDataSource pools = start();
        Connection connection = pools.getConnection()) {
      beginAsSpringDoes(connection, /* readOnly= */ true);
      endAsSpringDoes(connection, /* readOnly= */ true);
      assertInUse(pools, 0, 0);
    }
  }

  /** As an open session in view does, which keeps one connection for all of a request. */
  @Test
  void oneConnectionGoesFromAReplicaToTheLeaderAndBackAndHoldsOneSessionAtATime()
      throws SQLException {
    try (PghaHikariDataSource pools = start();
        Connection connection = pools.getConnection()) {
      beginAsSpringDoes(connection, /* readOnly= */ true);
      assertThat(serverOf(connection)).isIn(cluster.awaitReplicas(2));
      endAsSpringDoes(connection, /* readOnly= */ true);

      beginAsSpringDoes(connection, /* readOnly= */ false);
      assertThat(serverOf(connection)).isEqualTo(cluster.leader());
      assertInUse(pools, 1, 0);
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> connection.setReadOnly(true))
          .returns("25001", SQLException::getSQLState);
      endAsSpringDoes(connection, /* readOnly= */ false);

      connection.setReadOnly(true);
      assertThat(serverOf(connection)).isIn(cluster.awaitReplicas(2));
      assertInUse(pools, 0, 1);
    }
  }

  @Test
  void theNextBorrowerFindsTheTransactionSettingsOfThePool() throws SQLException {
    try (PghaHikariDataSource pools = start()) {
      String process;
      try (Connection connection = pools.getConnection()) {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        process = ask(connection, Sql.PROCESS);
      }
      try (Connection connection = pools.getConnection()) {
        assertThat(ask(connection, Sql.PROCESS)).as("the same session").isEqualTo(process);
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(ask(connection, "show transaction_isolation")).isEqualTo("read committed");
      }
    }
  }

  @Test
  void aSchemaOfTheConfigurationComesBackForTheNextBorrower() throws SQLException {
    PghaHikariConfig config = Pools.config(cluster);
    config.setSchema("public");
    config.setAutoCommit(false);
    try (PghaHikariDataSource pools = new PghaHikariDataSource(config)) {
      try (Connection connection = pools.getConnection()) {
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        connection.setSchema("pg_catalog");
        assertThat(ask(connection, "show search_path")).contains("pg_catalog");
        assertThat(ask(connection, "show transaction_isolation")).isEqualTo("serializable");
      }
      assertThat(Sql.write(pools, "show search_path")).contains("public");
    }
  }

  @Test
  void connectionsBeginAsTheConfigurationSays() throws SQLException {
    PghaHikariConfig config = Pools.config(cluster);
    config.setAutoCommit(false);
    config.setReadOnly(true);
    config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    try (PghaHikariDataSource pools = Pools.awaitReplicas(new PghaHikariDataSource(config));
        Connection connection = pools.getConnection()) {
      assertThat(connection.getAutoCommit()).isFalse();
      assertThat(connection.isReadOnly()).isTrue();
      assertThat(serverOf(connection)).isIn(cluster.awaitReplicas(2));
      assertThat(ask(connection, "show transaction_isolation")).isEqualTo("repeatable read");
      connection.rollback();
      connection.setReadOnly(false);
      assertThat(serverOf(connection)).isEqualTo(cluster.leader());
      connection.rollback();
    }
  }

  @Test
  void eachPoolHasItsOwnSizeAndUser() throws SQLException {
    PghaHikariConfig config = Pools.config(cluster);
    config.setPoolName("till");
    config.getRead().setProperty("maximum-pool-size", "3");
    config.getRead().setProperty("username", cluster.superuser());
    config.getRead().setProperty("password", cluster.superuserPassword());
    try (PghaHikariDataSource pools = new PghaHikariDataSource(config)) {
      assertThat(pools.getWritePool().getMaximumPoolSize()).isEqualTo(2);
      assertThat(pools.getWritePool().getPoolName()).isEqualTo("till-write");
      assertThat(pools.getReadPool().getMaximumPoolSize()).isEqualTo(3);
      assertThat(Sql.write(pools, "select user")).isEqualTo(cluster.user());
      assertThat(Sql.read(pools, "select user")).isEqualTo(cluster.superuser());
    }
  }

  @Test
  void eachPoolHasItsBeanInJmx() throws Exception {
    PghaHikariConfig config = Pools.config(cluster);
    config.setPoolName("till");
    config.setRegisterMbeans(true);
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    ObjectName reading = new ObjectName("com.zaxxer.hikari:type=Pool (till-read)");
    try (PghaHikariDataSource pools = new PghaHikariDataSource(config);
        Connection connection = pools.getConnection()) {
      connection.setReadOnly(true);
      run(connection, "select 1");
      assertThat(beans.getAttribute(reading, "ActiveConnections")).isEqualTo(1);
      ObjectName writing = new ObjectName("com.zaxxer.hikari:type=Pool (till-write)");
      assertThat(beans.getAttribute(writing, "ActiveConnections")).isEqualTo(0);
    }
    assertThat(beans.isRegistered(reading)).isFalse();
  }

  @Test
  void theConnectionOfAStatementIsTheOneThatMadeIt() throws SQLException {
    try (PghaHikariDataSource pools = start();
        Connection connection = pools.getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.getConnection()).isSameAs(connection);
      assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
      assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
    }
  }

  @Test
  void aFailureIsToldAsTheDriverTellsIt() throws SQLException {
    try (PghaHikariDataSource pools = start()) {
      String process;
      try (Connection connection = pools.getConnection()) {
        process = ask(connection, Sql.PROCESS);
        cluster.leader().sql("select pg_terminate_backend(" + process + ")");
        // In autocommit nobody knows what became of it.
        assertThatThrownBy(() -> run(connection, "create table gone ()"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08007"));
      }
      assertThat(Sql.write(pools, Sql.PROCESS)).isNotEqualTo(process);
    }
  }

  @Test
  void aSessionForWritingThatCannotWriteIsNotLentAgain() throws SQLException {
    try (PghaHikariDataSource pools = start()) {
      String process;
      try (Connection connection = pools.getConnection()) {
        process = ask(connection, Sql.PROCESS);
        run(connection, "set default_transaction_read_only = on");
        assertThatThrownBy(() -> run(connection, "create table refused ()"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
      }
      assertThat(Sql.write(pools, Sql.PROCESS)).isNotEqualTo(process);
    }
  }

  @Test
  void aSessionForReadingThatRefusedAWriteStaysInItsPool() throws SQLException {
    try (PghaHikariDataSource pools = start()) {
      String process = Sql.read(pools, Sql.PROCESS);
      try (Connection connection = pools.getConnection()) {
        connection.setReadOnly(true);
        assertThatThrownBy(() -> run(connection, "create table refused ()"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
      }
      assertThat(Sql.read(pools, Sql.PROCESS)).isEqualTo(process);
    }
  }

  @Test
  void anAbortedConnectionLeavesNothingInItsPool() throws SQLException {
    try (PghaHikariDataSource pools = start()) {
      Connection connection = pools.getConnection();
      connection.setAutoCommit(false);
      String process = ask(connection, Sql.PROCESS);
      connection.commit();
      connection.abort(Runnable::run);
      assertThat(connection.isClosed()).isTrue();
      assertInUse(pools, 0, 0);
      assertThat(Sql.write(pools, Sql.PROCESS)).isNotEqualTo(process);
    }
  }

  @Test
  void aCommitAfterTheSessionWasLostSendsNothingAndSaysSo() throws SQLException {
    try (PghaHikariDataSource pools = start();
        Connection connection = pools.getConnection()) {
      connection.setAutoCommit(false);
      String process = ask(connection, Sql.PROCESS);
      cluster.leader().sql("select pg_terminate_backend(" + process + ")");
      assertThatThrownBy(() -> run(connection, "create table gone ()"))
          .isInstanceOf(SQLException.class);
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(connection::commit)
          .returns("08003", SQLException::getSQLState);
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void metadataOfASessionThatWasGivenBackIsRefused() throws SQLException {
    try (PghaHikariDataSource pools = start();
        Connection connection = pools.getConnection()) {
      DatabaseMetaData metadata = connection.getMetaData();
      connection.setReadOnly(true);
      run(connection, "select 1");
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> metadata.getTables(null, null, "%", null))
          .returns("08003", SQLException::getSQLState);
    }
  }

  @Test
  void aPasswordGoesWithTheUserOfTheUrl() throws SQLException {
    PghaHikariConfig config = new PghaHikariConfig();
    config.setJdbcUrl(Pools.config(cluster, "user=" + cluster.user()).getJdbcUrl());
    config.setPassword(cluster.password());
    try (PghaHikariDataSource pools = new PghaHikariDataSource(config)) {
      assertThat(Sql.write(pools, "select user")).isEqualTo(cluster.user());
    }
  }

  @Test
  void nothingIsLeftOfWhatWasBeingOpenedAtTheEnd() {
    for (int round = 0; round < 5; round++) {
      PghaHikariConfig config = Pools.config(cluster);
      config.setMaximumPoolSize(5);
      config.setMinimumIdle(5);
      new PghaHikariDataSource(config).close();
    }
    // One that was being opened may appear after a look that found none.
    await("no session")
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(IllegalStateException.class)
        .until(
            () ->
                cluster.members().stream().allMatch(each -> Pools.sessionsOn(cluster, each) == 0));
  }

  @Test
  void noSessionForOneUserCanBeHadForAnother() {
    try (PghaHikariDataSource pools = start()) {
      assertThatExceptionOfType(SQLFeatureNotSupportedException.class)
          .isThrownBy(() -> pools.getConnection("somebody", "else"));
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> pools.unwrap(HikariDataSource.class))
          .withMessageContaining("getWritePool()");
    }
  }

  @Test
  void aSuspendedPoolHoldsUpItsOwnUsersOnly() throws Exception {
    PghaHikariConfig config = Pools.config(cluster);
    config.setAllowPoolSuspension(true);
    try (PghaHikariDataSource pools = new PghaHikariDataSource(config)) {
      pools.getWritePool().getHikariPoolMXBean().suspendPool();
      CountDownLatch begun = new CountDownLatch(1);
      Future<String> writing =
          threads.submit(
              () -> {
                begun.countDown();
                return Sql.write(pools, "select 'written'");
              });
      begun.await();
      assertThat(Sql.read(pools, "select 'read'")).isEqualTo("read");
      assertThat(writing).isNotDone();
      pools.getWritePool().getHikariPoolMXBean().resumePool();
      assertThat(writing.get(30, TimeUnit.SECONDS)).isEqualTo("written");
    }
  }

  /** By itself HikariCP lets him wait until somebody else borrows. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoWaitsIsServedWhenTheSessionThatIsGivenBackIsClosed(boolean readOnly) throws Exception {
    PghaHikariConfig config = Pools.config(cluster);
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(TimeUnit.MINUTES.toMillis(5));
    try (PghaHikariDataSource pools = new PghaHikariDataSource(config)) {
      HikariDataSource pool = readOnly ? pools.getReadPool() : pools.getWritePool();
      Future<String> waiter;
      try (Connection only = pools.getConnection()) {
        only.setReadOnly(readOnly);
        run(only, "select 1");
        waiter =
            threads.submit(
                () -> readOnly ? Sql.read(pools, "select 1") : Sql.write(pools, "select 1"));
        cluster.await("a thread to wait", () -> waiting(pool) == 1);
        pool.getHikariPoolMXBean().softEvictConnections();
      }
      assertThat(waiter.get(1, TimeUnit.MINUTES)).isEqualTo("1");
    }
  }

  @Test
  void afterTheEndNothingCanBeTaken() throws SQLException {
    PghaHikariDataSource pools = start();
    Connection before = pools.getConnection();
    pools.close();
    assertThat(pools.isClosed()).isTrue();
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(pools::getConnection)
        .returns("08003", SQLException::getSQLState);
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(before::createStatement)
        .withMessageContaining("has been closed");
    before.close();
    pools.close();
  }

  @Test
  void whoWaitsForASessionLearnsOfTheEndWhenItsTimeoutIsOverAsInHikari() throws Exception {
    PghaHikariConfig config = Pools.config(cluster);
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(PATIENCE.toMillis());
    PghaHikariDataSource pools = new PghaHikariDataSource(config);
    assertWaitsOutItsTimeout(pools, pools.getWritePool(), pools);

    HikariConfig plain = new HikariConfig();
    config.copyStateTo(plain);
    plain.setJdbcUrl(
        "jdbc:postgresql://%s/%s".formatted(cluster.leader().address(), cluster.database()));
    HikariDataSource pool = new HikariDataSource(plain);
    assertWaitsOutItsTimeout(pool, pool, pool);
  }

  /** What is in use is aborted, what is new is refused, and who waits already hears nothing. */
  private void assertWaitsOutItsTimeout(DataSource source, HikariDataSource pool, Closeable end)
      throws Exception {
    try (Connection only = source.getConnection()) {
      run(only, "select 1");
      long start = System.nanoTime();
      Future<String> waiter = threads.submit(() -> Sql.write(source, "select 1"));
      cluster.await("a thread to wait", () -> waiting(pool) == 1);
      end.close();
      assertThatExceptionOfType(SQLException.class).isThrownBy(source::getConnection);
      assertThatThrownBy(() -> waiter.get(60, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(SQLException.class)
          .hasMessageContaining(pool.getPoolName() + " - Connection is not available");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(PATIENCE);
    }
  }
}
