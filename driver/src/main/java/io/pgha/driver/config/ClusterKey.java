package io.pgha.driver.config;

import java.util.Set;

/**
 * Two URLs with equal keys share one cluster and its monitor. The order and the upper and lower
 * case of the hosts make no difference.
 */
public record ClusterKey(Set<HostPort> seeds, PatroniSettings patroni) {
  public ClusterKey {
    seeds = Set.copyOf(seeds);
  }
}
