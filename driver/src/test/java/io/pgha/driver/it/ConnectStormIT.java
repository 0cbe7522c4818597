package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.ask;
import static io.pgha.driver.it.ClusterClient.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hundreds of threads that lose their leader at the same moment, and all want another. */
@Tag("alone")
final class ConnectStormIT {
  private static final int THREADS = 500;
  private static final double EVEN = 0.2;
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final Duration LONG = Duration.ofSeconds(90);

  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(
          PatroniCluster.builder().members(4).parameter("max_connections", THREADS + 100));

  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Connection> open = new ConcurrentLinkedQueue<>();

  /** What one thread saw: when it had written, and how long it took to connect. */
  private record Reconnect(long writtenAt, Duration took) {}

  @AfterEach
  void end() throws SQLException {
    threads.shutdownNow();
    for (Connection each : open) {
      each.close();
    }
  }

  @Test
  void everyThreadIsServedAfterAFailover() throws Exception {
    Member old = cluster.leader();
    try (Connection connection = client.connect()) {
      run(connection, "create table storm (i int)");
    }
    List<Connection> lost = inAllThreads(client::connect);
    try (Promotion promotion = Promotion.watch(cluster, client)) {
      old.kill();
      lost.forEach(ConnectStormIT::closeBroken);
      List<Duration> inVain = inAllThreads(this::connectInVain);
      report("no leader: the last of %d gives up after", inVain, "failoverTimeout=" + SHORT);

      List<Reconnect> all = inAllThreads(this::reconnect);
      assertThat(all).extracting(Reconnect::took).allMatch(took -> took.compareTo(LONG) < 0);
      report(
          "failover: the last of %d has written after",
          all.stream().map(Reconnect::took).toList(), "failoverTimeout=" + LONG);
      long first = all.stream().mapToLong(Reconnect::writtenAt).min().orElseThrow();
      long last = all.stream().mapToLong(Reconnect::writtenAt).max().orElseThrow();
      Duration behind = Duration.ofNanos(first - promotion.at());
      Duration lastBehind = Duration.ofNanos(last - promotion.at());
      Report.line("failover: first write after the promotion", behind, THREADS + " threads");
      Report.line("failover: last first write after it", lastBehind, THREADS + " threads");
    }
    assertThat(cluster.leader().sql("select count(*) from storm")).isEqualTo("" + THREADS);
    assertReadsAreEven();
  }

  private static void closeBroken(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // Its server is gone.
    }
  }

  private Duration connectInVain() {
    long start = System.nanoTime();
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> client.connect("failoverTimeout=" + SHORT.toMillis() + "ms"))
        .returns("08001", SQLException::getSQLState);
    Duration took = Report.since(start);
    assertThat(took).isGreaterThanOrEqualTo(SHORT);
    return took;
  }

  private Reconnect reconnect() throws SQLException {
    long start = System.nanoTime();
    Connection connection = client.connect("failoverTimeout=" + LONG.toMillis() + "ms");
    Duration took = Report.since(start);
    open.add(connection);
    run(connection, "insert into storm values (1)");
    return new Reconnect(System.nanoTime(), took);
  }

  /** All at once again, each on the connection that it has. */
  private void assertReadsAreEven() throws Exception {
    cluster.awaitReplicas(2);
    Queue<Connection> connections = new ConcurrentLinkedQueue<>(open);
    List<String> servers = inAllThreads(() -> readServer(connections.remove()));
    List<Long> counts =
        cluster.replicas().stream()
            .map(replica -> servers.stream().filter(replica.host()::equals).count())
            .toList();
    System.out.println("[storm] sessions for reading by replica: " + counts);
    double even = (double) THREADS / counts.size();
    assertThat(counts).allMatch(count -> Math.abs(count - even) <= EVEN * even);
  }

  private static String readServer(Connection connection) throws SQLException {
    connection.setReadOnly(true);
    return ask(connection, "select host(inet_server_addr())");
  }

  private <T> List<T> inAllThreads(Callable<T> task) throws Exception {
    List<Future<T>> running = threads.invokeAll(Collections.nCopies(THREADS, task));
    List<T> results = new ArrayList<>();
    for (Future<T> each : running) {
      results.add(each.get());
    }
    return results;
  }

  private static void report(String what, Collection<Duration> all, String limit) {
    Duration longest = all.stream().max(Comparator.naturalOrder()).orElseThrow();
    Report.line(what.formatted(all.size()), longest, limit);
  }
}
