package io.pgha.driver.routing;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.cluster.ApiGate;
import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.cluster.WatchedCluster;
import io.pgha.driver.config.Config;
import io.pgha.driver.config.HostPort;
import io.pgha.driver.config.PatroniSettings;
import io.pgha.driver.patroni.PatroniClient;
import io.pgha.driver.topology.Discovered;
import io.pgha.driver.topology.Member;
import java.sql.SQLException;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** From what a URL says to a watched cluster. */
final class ClusterStart {
  private ClusterStart() {}

  static Cluster watch(
      Config config, ApiGate gate, Ticker ticker, RandomGenerator random, Runnable housekeeping)
      throws SQLException {
    return Cluster.watch(
        watched(config),
        PatroniClient.of(config.patroni().tls()),
        gate,
        ticker,
        random,
        housekeeping);
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
}
