package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.pgha;
import static io.pgha.driver.it.ClusterClient.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pgha.driver.PghaConnection;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
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
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hundreds of threads that lose their leader at the same moment, and all want another. */
@Tag("alone")
final class ConnectStormIT {
  private static final int THREADS = 500;
  private static final double EVEN = 0.2;

  /** A storm of no more silences nobody, on any machine. */
  private static final int FEWEST = 30;

  private static final int MOST_STORMS = 8;

  private static final Duration SHORT = Duration.ofSeconds(2);

  /** For hundreds of threads on two processors to be told that it is over. */
  private static final Duration LATE = Duration.ofSeconds(10);

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
    assertThat(took).isBetween(SHORT, SHORT.plus(LATE));
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

  /**
   * Where a replica falls silent under the storm, as they may on a small machine, the other takes
   * its share, as it should: how even the shares are when nobody does, a smaller storm must show.
   */
  private void assertReadsAreEven() throws Exception {
    PghaConnection any = pgha(open.element());
    int readers = THREADS;
    Storm storm = storm(any, readers);
    for (int again = 0; storm.silence() != null && again < MOST_STORMS; again++) {
      readers = Math.max(FEWEST, readers / 2);
      storm = storm(any, readers);
    }
    assertThat(storm.silence()).as("a replica that fell silent under a small storm").isNull();
    double even = (double) readers / 2;
    assertThat(storm.sessions())
        .hasSize(2)
        .allMatch(count -> Math.abs(count - even) <= EVEN * even);
  }

  /**
   * @param sessions for reading, by replica
   * @param silence what was seen of the members when a replica was first silent; null if none was
   */
  private record Storm(List<Long> sessions, @Nullable String silence) {}

  private Storm storm(PghaConnection any, int readers) throws Exception {
    cluster.await("both replicas to be known", () -> replicas(any.view()).size() == 2);
    try (Silences silences = Silences.watch(any)) {
      Storm storm = new Storm(readsBy(replicas(any.view()), readers), silences.first());
      System.out.printf(
          "[storm] %d sessions for reading, by replica: %s, %s%n",
          readers,
          storm.sessions(),
          storm.silence() == null ? "both there all the while" : "silent: " + storm.silence());
      return storm;
    }
  }

  private List<Long> readsBy(List<String> replicas, int readers) throws Exception {
    List<Connection> reading =
        inThreads(
            readers,
            () -> client.connect("readOnly=true", "failoverTimeout=" + LONG.toMillis() + "ms"));
    List<String> servers = new ArrayList<>();
    for (Connection each : reading) {
      servers.add(pgha(each).member().postgres().host());
      each.close();
    }
    return replicas.stream()
        .map(replica -> (long) Collections.frequency(servers, replica))
        .toList();
  }

  private static List<String> replicas(View view) {
    return view.members().stream()
        .filter(MemberView::answering)
        .filter(seen -> seen.status() != null && seen.status().replica())
        .map(seen -> seen.member().postgres().host())
        .toList();
  }

  /** Whether a replica falls silent meanwhile. */
  private static final class Silences implements AutoCloseable {
    private final PghaConnection connection;
    private final Thread thread = new Thread(this::run, "silences");

    /** Written by its thread only. */
    private volatile @Nullable String first;

    private volatile boolean closed;

    private Silences(PghaConnection connection) {
      this.connection = connection;
    }

    static Silences watch(PghaConnection connection) {
      Silences silences = new Silences(connection);
      silences.thread.setDaemon(true);
      silences.thread.start();
      return silences;
    }

    private void run() {
      while (!closed) {
        View view = connection.view();
        if (first == null && replicas(view).size() < 2) {
          first = view.describe();
        }
        LockSupport.parkNanos(1_000_000);
      }
    }

    @Nullable String first() {
      return first;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private <T> List<T> inAllThreads(Callable<T> task) throws Exception {
    return inThreads(THREADS, task);
  }

  private <T> List<T> inThreads(int count, Callable<T> task) throws Exception {
    List<Future<T>> running = threads.invokeAll(Collections.nCopies(count, task));
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
