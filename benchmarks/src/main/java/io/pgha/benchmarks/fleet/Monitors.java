package io.pgha.benchmarks.fleet;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.benchmarks.report.Threads;
import io.pgha.driver.cluster.ApiGate;
import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.cluster.Deadline;
import io.pgha.driver.cluster.WatchedCluster;
import io.pgha.driver.config.HostPort;
import io.pgha.driver.config.TlsFiles;
import io.pgha.driver.patroni.PatroniClient;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.View;
import io.pgha.testkit.PatroniCluster;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Monitors that share nothing, as if each were in a JVM of its own: each has a client, a gate and
 * threads. Used by one thread.
 */
final class Monitors implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Cluster> all = new ArrayList<>();

  private Monitors() {}

  /** Starts them one after the other, over one interval of their polls. */
  static Monitors start(
      PatroniCluster cluster, TlsFiles tls, Duration pollInterval, int count, long seed)
      throws SQLException, InterruptedException {
    Monitors monitors = new Monitors();
    try {
      List<Member> seeds = cluster.members().stream().map(Monitors::seed).toList();
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 1; i <= count; i++) {
        monitors.all.add(watch("fleet-" + i, seeds, tls, pollInterval, random.split()));
        Threads.pass(pollInterval.dividedBy(count));
      }
      monitors.awaitLeader();
      return monitors;
    } catch (SQLException | InterruptedException | RuntimeException e) {
      monitors.close();
      throw e;
    }
  }

  private static Member seed(io.pgha.testkit.Member member) {
    return new Member(
        /* name= */ null,
        new HostPort(member.host(), member.port()),
        URI.create(member.apiUrl()),
        /* seed= */ true);
  }

  private static Cluster watch(
      String name, List<Member> seeds, TlsFiles tls, Duration pollInterval, SplittableRandom random)
      throws SQLException {
    WatchedCluster watched =
        new WatchedCluster(
            name, seeds, Set.of(), pollInterval, /* discovery= */ true, found -> true);
    return Cluster.watch(
        watched,
        PatroniClient.of(tls),
        new ApiGate(),
        Ticker.systemTicker(),
        random,
        /* housekeeping= */ () -> {});
  }

  private void awaitLeader() throws InterruptedException {
    Deadline deadline = Deadline.after(Ticker.systemTicker(), PATIENCE);
    for (Cluster each : all) {
      View view = each.await(seen -> seen.readyLeader().isPresent(), deadline);
      if (view.readyLeader().isEmpty()) {
        throw new IllegalStateException(each.name() + " finds no leader: " + view.describe());
      }
    }
  }

  int count() {
    return all.size();
  }

  List<Cluster> all() {
    return List.copyOf(all);
  }

  /** How many polls they have sent to these APIs so far. */
  long sent(Collection<String> apis) {
    return all.stream()
        .flatMap(each -> each.telemetry().statistics().getMembers().stream())
        .filter(member -> apis.contains(member.getApi()))
        .mapToLong(member -> member.getPollsSent())
        .sum();
  }

  @Override
  public void close() {
    all.forEach(Cluster::close);
  }
}
