package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.pgha;
import static io.pgha.driver.it.ClusterClient.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pgha.driver.PghaConnection;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions for reading leave for better members, in a pool that knows nothing of it. */
final class RetireIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private static final int SIZE = 6;
  private static final String SOON = "pollInterval=500ms";

  /** Otherwise HikariCP asks no connection that was used within 500 ms. */
  private static final String BYPASS = "com.zaxxer.hikari.aliveBypassWindowMs";

  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @BeforeAll
  static void alwaysAsk() {
    System.setProperty(BYPASS, "0");
  }

  @AfterAll
  static void asBefore() {
    System.clearProperty(BYPASS);
  }

  private HikariDataSource poolForReading(String... parameters) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(client.url(parameters) + "&readOnly=true&" + SOON);
    config.setReadOnly(true);
    config.setUsername(cluster.user());
    config.setPassword(cluster.password());
    config.setMaximumPoolSize(SIZE);
    return new HikariDataSource(config);
  }

  /** Where all connections of a pool are. */
  private List<Member> servers(HikariDataSource pool) {
    List<Connection> borrowed = new ArrayList<>();
    List<Member> servers = new ArrayList<>();
    try {
      for (int i = 0; i < SIZE; i++) {
        borrowed.add(pool.getConnection());
        servers.add(client.serverOf(borrowed.get(i)));
      }
      for (Connection each : borrowed) {
        each.close();
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return servers;
  }

  private static long count(List<Member> servers, Member member) {
    return servers.stream().filter(member::equals).count();
  }

  @Test
  void poolReturnsToReplicasAfterAllWereKilledAndCameBack() {
    Member leader = cluster.leader();
    List<Member> replicas = cluster.awaitReplicas(2);
    replicas.forEach(Member::kill);
    try (HikariDataSource pool = poolForReading()) {
      assertThat(servers(pool)).containsOnly(leader);

      replicas.forEach(Member::start);
      cluster.awaitHealthy();
      long start = System.nanoTime();
      cluster.await("all reads to return", () -> !servers(pool).contains(leader));
      Report.line("replicas back: a pool's reads returned after", Report.since(start), SOON);
    }
  }

  @Test
  void poolLeavesAReplicaThatFallsBehind() throws SQLException {
    List<Member> replicas = cluster.awaitReplicas(2);
    Member late = replicas.get(0);
    Member other = replicas.get(1);
    // Otherwise Patroni itself resumes the replay at its next look.
    cluster.pause();
    try (HikariDataSource pool = poolForReading("maxReplicaLag=200kB");
        Connection writing = client.connect()) {
      cluster.await("sessions on both", () -> servers(pool).containsAll(List.of(late, other)));
      late.pauseReplay();
      run(writing, "create table behind as select generate_series(1, 20000)");
      long start = System.nanoTime();
      cluster.await("all reads to leave it", () -> Set.copyOf(servers(pool)).equals(Set.of(other)));
      Report.line("replica lags: a pool's reads have left it after", Report.since(start), SOON);

      late.resumeReplay();
      cluster.await("some to return", () -> count(servers(pool), late) > SIZE / 3);
      run(writing, "drop table behind");
      cluster.resume();
    }
  }

  @Test
  void poolGivesANewReplicaItsShare() {
    Member gone = cluster.awaitReplicas(2).get(0);
    gone.stop();
    try (HikariDataSource pool = poolForReading()) {
      cluster.await("all reads on the other", () -> count(servers(pool), gone) == 0);
      gone.start();
      cluster.awaitHealthy();
      long start = System.nanoTime();
      cluster.await("its share", () -> count(servers(pool), gone) >= SIZE / 3);
      Report.line("new replica: it had its share after", Report.since(start), SOON);
      await("that, and no more, for some polls")
          .atMost(Duration.ofMinutes(1))
          .during(Duration.ofSeconds(2))
          .until(() -> isShare(count(servers(pool), gone)));
    }
  }

  private static boolean isShare(long connections) {
    return connections >= SIZE / 3 && connections <= SIZE - SIZE / 3;
  }

  /** Patroni stops answering for it, and PostgreSQL goes on: only the driver can end the query. */
  @Test
  void abortsReadsOnAMemberThatIsDownIfAskedFor() throws Exception {
    try (Connection connection = client.connect("readOnly=true", SOON, "onMemberDown=abort")) {
      Member member = client.serverOf(connection);
      PghaConnection pgha = pgha(connection);
      Future<?> sleeping =
          threads.submit(
              () -> {
                run(connection, "select pg_sleep(120)");
                return null;
              });
      member.killPatroni();
      cluster.await("the read to end", sleeping::isDone);
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(sleeping::get)
          .withMessageContaining(member.address())
          .havingCause()
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08006"));
      assertThat(pgha.isValid(1)).isFalse();
      assertThat(member.sql("select 1")).isEqualTo("1");
    }
  }
}
