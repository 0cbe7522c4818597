package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.ask;
import static io.pgha.driver.it.ClusterClient.pgha;
import static io.pgha.driver.it.ClusterClient.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pgha.driver.LogCapture;
import io.pgha.driver.PghaConnection;
import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.PatroniStatus.Flag;
import io.pgha.driver.topology.View;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When what the cluster stands on is gone: etcd, Patroni's API, the network to the leader. */
final class OutageIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private static final String SOON = "pollInterval=500ms";

  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);
  private Member leader = cluster.members().get(0);
  private List<Member> replicas = List.of();

  @BeforeEach
  void findMembers() throws SQLException {
    leader = cluster.awaitLeader();
    replicas = cluster.awaitReplicas(2);
    client.awaitReplicasHeard(SOON);
  }

  @Test
  void withoutTheDcsReadsGoOnAndWritesFailUntilItIsBack() throws Exception {
    try (Connection writing = client.connect()) {
      ask(writing, "select 1");
      stopEtcdUntilTheLeaderHasSteppedDown();
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> ask(writing, "select 1"));
    }
    failsToConnectForWriting("failoverTimeout=500ms");
    aPoolThatWaitsOnlyASecondTellsWhatTheMembersAnswered();
    assertThat(client.readFrom(5)).isSubsetOf(cluster.members());
    asksForTheClusterRarely();

    cluster.etcd().start();
    long start = System.nanoTime();
    try (Connection writing = client.connect()) {
      assertThat(client.serverOf(writing)).isEqualTo(cluster.awaitLeader());
    }
    Report.line("DCS back: writing after", Report.since(start), "Patroni's loop_wait 1 s");
  }

  private void stopEtcdUntilTheLeaderHasSteppedDown() {
    long start = System.nanoTime();
    cluster.etcd().stop();
    cluster.await("the leader to step down", leader::hasSteppedDown);
    Report.line("DCS down: leader stepped down after", Report.since(start), "Patroni's own time");
  }

  /** HikariCP tells as the cause what its attempts failed with before its own patience ended. */
  private void aPoolThatWaitsOnlyASecondTellsWhatTheMembersAnswered() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(client.url());
    config.setUsername(cluster.user());
    config.setPassword(cluster.password());
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(1_000);
    try {
      // On a busy machine its second may pass before its first attempt has failed.
      await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertTellsMembers(config));
    } finally {
      DriverManager.setLoginTimeout(0);
    }
  }

  private void assertTellsMembers(HikariConfig config) {
    try (HikariDataSource pool = new HikariDataSource(config)) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(pool::getConnection)
          .havingCause()
          .withMessageContainingAll(
              cluster.members().stream().map(Member::address).toArray(String[]::new));
    }
  }

  /** By a monitor that begins in the outage and so has much reason to. */
  private void asksForTheClusterRarely() throws Exception {
    List<CountingApi> apis = CountingApi.inFrontOf(cluster.members());
    long start = System.nanoTime();
    client.readFrom(5, counted(apis));
    assertThatExceptionOfType(SQLException.class).isThrownBy(() -> client.connect(counted(apis)));
    assertThat(requestsForTheCluster(apis))
        .isLessThanOrEqualTo(1 + Report.since(start).toSeconds() / 10);
    close(apis);
  }

  private static long requestsForTheCluster(List<CountingApi> apis) {
    return apis.stream().mapToLong(api -> api.count("/cluster")).sum();
  }

  /** Without the members' own addresses, which would not be counted. */
  private static String[] counted(List<CountingApi> apis) {
    String urls = "patroniUrls=" + CountingApi.urls(apis);
    return new String[] {urls, "allowedMembers=192.0.2.1", SOON, "failoverTimeout=1s"};
  }

  private static void close(List<CountingApi> apis) throws IOException {
    for (CountingApi api : apis) {
      api.close();
    }
  }

  private void failsToConnectForWriting(String... parameters) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> client.connect(parameters))
        .returns("08001", SQLException::getSQLState)
        .withMessageContainingAll(
            cluster.members().stream().map(Member::address).toArray(String[]::new));
  }

  @Test
  void inFailsafeModeWritesGoOnWithoutTheDcs() throws Exception {
    cluster.failsafeMode(true);
    List<CountingApi> apis = CountingApi.inFrontOf(cluster.members());
    try (Connection connection = client.connect(counted(apis))) {
      run(connection, "create temporary table t ()");
      client.awaitReplicasHeard(SOON);
      cluster.etcd().stop();
      PghaConnection pgha = pgha(connection);
      cluster.await("the driver to see failsafe", () -> hasFlag(pgha, Flag.FAILSAFE_ACTIVE));

      run(connection, "insert into t default values");
      assertWritesAndReadsGoOn();
      assertThat(requestsForTheCluster(apis)).as("but for the first").isLessThanOrEqualTo(1);
    }
    close(apis);
  }

  private static boolean hasFlag(PghaConnection connection, Flag flag) {
    return connection
        .view()
        .leaderMember()
        .filter(seen -> seen.status() != null && seen.status().flags().contains(flag))
        .isPresent();
  }

  private void assertWritesAndReadsGoOn() throws SQLException {
    try (Connection connection = client.connect(SOON)) {
      run(connection, "create temporary table t ()");
      assertThat(client.serverOf(connection)).isEqualTo(leader);
    }
    assertThat(client.readFrom(20, SOON)).hasSameElementsAs(replicas);
  }

  @Test
  void aPausedClusterIsUsedAsEver() throws SQLException {
    try (Connection connection = client.connect(SOON)) {
      run(connection, "create temporary table t ()");
      cluster.pause();
      PghaConnection pgha = pgha(connection);
      cluster.await("the driver to see the pause", () -> hasFlag(pgha, Flag.PAUSE));
      run(connection, "insert into t default values");
      assertWritesAndReadsGoOn();
      cluster.resume();
      run(connection, "insert into t default values");
    }
  }

  /** How a member's Patroni is silenced, and how it is brought back. */
  private record Silence(String name, Consumer<Member> begin, Consumer<Member> end) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Silence> silences() {
    return Stream.of(
        new Silence("frozen", Member::freezePatroni, Member::thaw),
        new Silence("killed", Member::killPatroni, Member::start));
  }

  @ParameterizedTest
  @MethodSource("silences")
  void goesOnWithTheLastLeaderWhileNobodysApiAnswers(Silence silence) throws SQLException {
    try (LogCapture log = new LogCapture();
        Connection connection = client.connect(SOON)) {
      run(connection, "create temporary table t ()");
      cluster.members().forEach(silence.begin());
      long start = System.nanoTime();
      PghaConnection pgha = pgha(connection);
      cluster.await("the driver to see it", () -> hasLeader(pgha.view(), /* assumed= */ true));
      Report.line("no API answers: assumed after", Report.since(start), SOON + ", poll 1 s");
      run(connection, "insert into t default values");
      assertWritesAndReadsGoOn();
      assertThat(log.warnings())
          .anyMatch(line -> line.contains("going on with the last known leader"));

      cluster.members().forEach(silence.end());
      cluster.await(
          "the driver to see answers", () -> hasLeader(pgha.view(), /* assumed= */ false));
      run(connection, "insert into t default values");
    }
  }

  private static boolean hasLeader(View view, boolean assumed) {
    Leader leader = view.leader();
    return leader != null && leader.assumed() == assumed;
  }

  @Test
  void aLeaderOutOfReachFailsWritesInTimeAndNoReads() throws SQLException {
    try (Connection connection = client.connect(SOON)) {
      ask(connection, "select 1");
      leader.isolateFromClients();
      long start = System.nanoTime();
      failsToConnectForWriting(SOON, "failoverTimeout=1s");
      Report.line("isolated leader: connect gives up after", Report.since(start), "timeout 1 s");
      start = System.nanoTime();
      assertThat(client.readFrom(10, SOON)).isSubsetOf(replicas);
      Report.line("isolated leader: 10 reads took", Report.since(start), "replicas are fine");
      start = System.nanoTime();
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> ask(connection, "select 1"))
          .returns("08007", SQLException::getSQLState)
          .withMessageContaining("neither Patroni nor PostgreSQL answers");
      Report.line(
          "isolated leader: statement fails after", Report.since(start), "stallTimeout 2 s");

      leader.rejoin();
      assertWritesAndReadsGoOn();
    }
  }
}
