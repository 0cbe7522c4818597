package io.pgha.driver.routing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.cluster.ApiGate;
import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.cluster.Deadline;
import io.pgha.driver.cluster.RecordMethods;
import io.pgha.driver.config.ClusterKey;
import io.pgha.driver.config.Config;
import io.pgha.driver.config.ConfigCache;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The clusters that are being watched in this JVM, one for all URLs and pools that mean the same. A
 * cluster is kept while somebody uses it and a little longer, so that an application that opens one
 * connection after the other does not start a monitor for each. Thread-safe.
 */
public final class ClusterRegistry implements AutoCloseable {
  private static final Duration LINGER = Duration.ofSeconds(30);
  private static final Duration LONGEST_END = Duration.ofSeconds(1);

  private final ApiGate gate = new ApiGate();
  private final Ticker ticker;
  private final Duration longestEnd;
  private final Cache<ClusterKey, SharedCluster> clusters;
  private final ConfigCache configs;

  /**
   * Held weakly: a connection that an application forgot to close does not keep the cluster for
   * ever.
   */
  private final Cache<Lease, Share> leases =
      Caffeine.newBuilder()
          .weakKeys()
          .executor(Runnable::run)
          .removalListener(this::giveBack)
          .build();

  private record Share(ClusterKey key, SharedCluster shared) {}

  /** With those that are not in use any more, but may not have ended yet. */
  private final Set<Cluster> running = ConcurrentHashMap.newKeySet();

  public ClusterRegistry(Ticker ticker) {
    this(ticker, LONGEST_END);
  }

  /**
   * As the other, for tests.
   *
   * @param longestEnd how long to wait at most for threads to end
   */
  ClusterRegistry(Ticker ticker, Duration longestEnd) {
    this.ticker = ticker;
    this.longestEnd = longestEnd;
    this.configs = new ConfigCache(ticker, LINGER);
    this.clusters =
        Caffeine.newBuilder()
            .ticker(ticker)
            .executor(Runnable::run)
            .expireAfter(new WhileInUse())
            .removalListener(ClusterRegistry::stop)
            .build();
  }

  private static final class WhileInUse implements Expiry<ClusterKey, SharedCluster> {
    @Override
    public long expireAfterCreate(ClusterKey key, SharedCluster shared, long now) {
      return lifetime(shared);
    }

    @Override
    public long expireAfterUpdate(ClusterKey key, SharedCluster shared, long now, long left) {
      return lifetime(shared);
    }

    @Override
    public long expireAfterRead(ClusterKey key, SharedCluster shared, long now, long left) {
      return left;
    }

    private static long lifetime(SharedCluster shared) {
      return shared.inUse() ? Long.MAX_VALUE : LINGER.toNanos();
    }
  }

  /** What URLs say. */
  public ConfigCache configs() {
    return configs;
  }

  /**
   * The router for a URL, on the cluster that it means.
   *
   * @throws SQLException 22023 if a TLS file of the URL cannot be used
   */
  public Lease lease(Config config) throws SQLException {
    ClusterKey key = config.clusterKey();
    try {
      SharedCluster shared =
          clusters
              .asMap()
              .compute(
                  key, (same, present) -> (present == null ? start(config) : present).withUsers(1));
      Lease lease = new Lease(shared.router(config.routing()));
      leases.put(lease, new Share(key, shared));
      return lease;
    } catch (StartFailure e) {
      configs.clear(); // There may be no monitor whose thread would do it later.
      throw e.reason;
    }
  }

  private SharedCluster start(Config config) {
    try {
      Cluster cluster =
          ClusterStart.watch(config, gate, ticker, new SplittableRandom(), this::sweep);
      running.removeIf(Cluster::ended);
      running.add(cluster);
      return new SharedCluster(cluster);
    } catch (SQLException e) {
      throw new StartFailure(e);
    }
  }

  /** The last cluster is dropped when all that led to it may be forgotten. */
  private void sweep() {
    configs.cleanUp();
    leases.cleanUp();
    clusters.cleanUp();
  }

  /** Carries the reason out of the cache's atomic step. */
  private static final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final SQLException reason;

    private StartFailure(SQLException reason) {
      super(reason);
      this.reason = reason;
    }
  }

  private static void stop(
      @Nullable ClusterKey key, @Nullable SharedCluster shared, RemovalCause cause) {
    if (shared != null && cause != RemovalCause.REPLACED) {
      shared.cluster().close();
    }
  }

  /**
   * Stops watching everything, and keeps nothing of pgha in memory. Returns when no thread runs
   * pgha's code any more, since whoever deregisters a driver may then close its class loader; at
   * the latest after a second, as one may hang in a name look-up.
   */
  @Override
  public void close() {
    clusters.invalidateAll();
    configs.clear();
    awaitEnd(Deadline.after(ticker, longestEnd));
    RecordMethods.forget();
  }

  private void awaitEnd(Deadline deadline) {
    try {
      for (Cluster each : running) {
        each.awaitEnd(deadline);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.removeIf(Cluster::ended);
  }

  private void giveBack(@Nullable Lease lease, @Nullable Share share, RemovalCause cause) {
    if (share != null) {
      clusters
          .asMap()
          .computeIfPresent(
              share.key(),
              (same, present) -> present == share.shared() ? present.withUsers(-1) : present);
    }
  }

  /** One user's share of a cluster, to be given back. */
  public final class Lease implements AutoCloseable {
    private final Router router;

    private Lease(Router router) {
      this.router = router;
    }

    public Router router() {
      return router;
    }

    @Override
    public void close() {
      leases.invalidate(this);
    }
  }
}
