package io.pgha.driver.cluster;

import io.pgha.driver.topology.Discovered;
import io.pgha.driver.topology.Member;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a monitor must know of the cluster it watches. Immutable.
 *
 * @param name for threads and logs
 * @param discoverySeeds REST APIs of members whose PostgreSQL only discovery can tell
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
}
