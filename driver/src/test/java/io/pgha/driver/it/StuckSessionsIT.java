package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgha.testkit.ApiSecurity;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.net.Socket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Threads that hang in a session for writing when another member becomes leader. The old leader is
 * frozen, so that nothing but the fence can free them.
 */
final class StuckSessionsIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(
          PatroniCluster.builder().members(2).apiSecurity(ApiSecurity.HTTPS));

  /** More than the buffers of both ends take. */
  private static final byte[] BIG = new byte[32 << 20];

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);
  private final List<Connection> connections = new ArrayList<>();

  @AfterEach
  void close() throws SQLException {
    cluster.members().forEach(Member::thaw);
    for (Connection each : connections) {
      each.close();
    }
  }

  @Test
  void areFreedInReadsAndWritesWithAndWithoutTls() throws Exception {
    Member old = cluster.leader();
    List<Stuck> reading = connectThreeWays(old).map(Stuck::inRead).toList();
    List<Stuck> writing = connectThreeWays(old).map(Stuck::inWrite).toList();
    List<Stuck> all = Stream.concat(reading.stream(), writing.stream()).toList();
    for (Stuck each : all) {
      assertCanBeCancelled(each.connection);
    }
    old.freeze();
    all.forEach(each -> each.thread.start());
    reading.forEach(each -> each.awaitIn("implRead"));
    writing.forEach(each -> each.awaitIn("implWrite"));
    assertThat(all).noneMatch(each -> each.end.isDone());

    cluster.etcd().expireLeaderLock();
    Member next = cluster.awaitLeaderOtherThan(old);
    long start = System.nanoTime();

    for (Stuck each : all) {
      assertThat(each.end.get(DEADLINE.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08007"))
          .hasMessageContainingAll(old.address(), next.address());
    }
    Report.line("leader frozen: hanging threads freed", Report.since(start), "with the view");
    assertThat(OwnSocketFactory.made()).isNotEmpty().allMatch(Socket::isClosed);
  }

  /** Over TLS, without it, and over TLS on a socket of the user's own making. */
  private Stream<Connection> connectThreeWays(Member leader) throws SQLException {
    Connection tls = connect("sslmode=require");
    assertThat(ask(tls, "select ssl from pg_stat_ssl where pid = pg_backend_pid()")).isEqualTo("t");
    return Stream.of(
        tls,
        connect("sslmode=disable"),
        connect(
            "sslmode=require",
            "socketFactory=" + OwnSocketFactory.class.getName(),
            "socketFactoryArg=" + leader.address()));
  }

  private Connection connect(String... parameters) throws SQLException {
    String ca = "patroniCaFile=" + cluster.apiCertificates().authority();
    Connection connection =
        client.connect(
            Stream.concat(
                    Stream.of(ca, "pollInterval=500ms", "stallTimeout=0"), Stream.of(parameters))
                .toArray(String[]::new));
    connections.add(connection);
    return connection;
  }

  /** That takes another socket, which must not be taken for the session's own. */
  private static void assertCanBeCancelled(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement()) {
      CompletableFuture<Exception> end = new CompletableFuture<>();
      daemon(() -> statement.execute("select pg_sleep(600)"), end).start();
      await()
          .atMost(DEADLINE)
          .until(
              () -> {
                statement.cancel();
                return end.isDone();
              });
      assertThat(end.get())
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static Thread daemon(Work work, CompletableFuture<Exception> end) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
                end.complete(new IllegalStateException("it did not fail"));
              } catch (Exception e) {
                end.complete(e);
              }
            });
    thread.setDaemon(true);
    return thread;
  }

  /** A thread that hangs, once the member is frozen, and how it came free. */
  private static final class Stuck {
    private final Connection connection;
    private final CompletableFuture<Exception> end = new CompletableFuture<>();
    private final Thread thread;

    private Stuck(Connection connection, Work work) {
      this.connection = connection;
      this.thread = daemon(work, end);
    }

    static Stuck inRead(Connection connection) {
      return new Stuck(connection, () -> ask(connection, "select pg_sleep(600)"));
    }

    static Stuck inWrite(Connection connection) {
      return new Stuck(
          connection,
          () -> {
            try (PreparedStatement statement =
                connection.prepareStatement("select length(?::bytea)")) {
              statement.setBytes(1, BIG);
              statement.execute();
            }
          });
    }

    /** A method of the JDK's sockets. */
    void awaitIn(String method) {
      await("a thread to hang in " + method)
          .atMost(DEADLINE)
          .until(
              () ->
                  Stream.of(thread.getStackTrace())
                      .anyMatch(frame -> frame.getMethodName().equals(method)));
    }
  }
}
