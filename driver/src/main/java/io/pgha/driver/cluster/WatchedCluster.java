package io.pgha.driver.cluster;

import io.pgha.driver.config.HostPort;
import io.pgha.driver.topology.Discovered;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.View;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a monitor must know of the cluster it watches. Immutable.
 *
 * @param name for threads and logs
 * @param discoverySeeds REST APIs that only serve to discover the members
 * @param allowed which discovered members may be used, and so be sent credentials
 */
public record WatchedCluster(
    String name,
    List<Member> seeds,
    Set<URI> discoverySeeds,
    Duration pollInterval,
    boolean discovery,
    Predicate<Discovered> allowed) {
  public WatchedCluster {
    seeds = List.copyOf(seeds);
    discoverySeeds = Set.copyOf(discoverySeeds);
  }

  View initialView() {
    return View.initial(seeds, discoverySeeds.stream().map(WatchedCluster::contact).toList());
  }

  /** Where its PostgreSQL is nobody has said; nothing is routed to a contact. */
  private static Member contact(URI api) {
    return new Member(/* name= */ null, HostPort.of(api), api, /* seed= */ true);
  }
}
