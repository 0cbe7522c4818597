package io.pgha.driver.routing;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.cluster.ApiGate;
import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.cluster.WatchedCluster;
import io.pgha.driver.config.Config;
import io.pgha.driver.config.HostPort;
import io.pgha.driver.config.PatroniSettings;
import io.pgha.driver.config.TlsFiles;
import io.pgha.driver.patroni.PatroniClient;
import io.pgha.driver.patroni.PatroniTls;
import io.pgha.driver.topology.Discovered;
import io.pgha.driver.topology.Member;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** From what a URL says to a watched cluster. */
final class ClusterStart {
  /** TCP would repeat its first packet after a second only; the next poll does so sooner. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);

  private ClusterStart() {}

  static Cluster watch(
      Config config, ApiGate gate, Ticker ticker, RandomGenerator random, Runnable housekeeping)
      throws SQLException {
    return Cluster.watch(watched(config), client(config), gate, ticker, random, housekeeping);
  }

  private static WatchedCluster watched(Config config) {
    PatroniSettings patroni = config.patroni();
    return new WatchedCluster(
        config.seeds().stream().map(HostPort::toString).collect(Collectors.joining(",")),
        seeds(config),
        patroni.discoverySeeds(),
        patroni.pollInterval(),
        patroni.discovery(),
        found -> isAllowed(patroni, found));
  }

  private static List<Member> seeds(Config config) {
    return config.seeds().stream()
        .flatMap(
            seed ->
                config.api(seed).stream().map(api -> new Member(null, seed, api, /* seed= */ true)))
        .toList();
  }

  private static boolean isAllowed(PatroniSettings patroni, Discovered found) {
    return patroni.allowedMembers().allows(found.postgres().host())
        && patroni.allowedMembers().allows(found.api());
  }

  private static PatroniClient client(Config config) throws SQLException {
    TlsFiles tls = config.patroni().tls();
    try {
      PatroniTls files = PatroniTls.of(tls.caFile(), tls.certFile(), tls.keyFile());
      return new PatroniClient(files, CONNECT_TIMEOUT);
    } catch (IllegalArgumentException e) {
      throw new SQLException(e.getMessage(), "22023", e);
    }
  }
}
