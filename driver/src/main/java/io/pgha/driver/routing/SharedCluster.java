package io.pgha.driver.routing;

import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.config.RoutingSettings;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A watched cluster and who uses it. */
final class SharedCluster {
  private final Cluster cluster;

  /**
   * One for all connections with equal settings: what a router learns and counts is worth sharing.
   */
  private final ConcurrentHashMap<RoutingSettings, Router> routers = new ConcurrentHashMap<>();

  private final AtomicInteger users = new AtomicInteger();

  SharedCluster(Cluster cluster) {
    this.cluster = cluster;
  }

  Cluster cluster() {
    return cluster;
  }

  Router router(RoutingSettings settings) {
    return routers.computeIfAbsent(settings, unseen -> new Router(cluster, unseen));
  }

  boolean inUse() {
    return users.get() > 0;
  }

  SharedCluster withUsers(int change) {
    users.addAndGet(change);
    return this;
  }
}
