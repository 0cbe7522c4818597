package io.pgha.proxy.definition;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.cluster.Deadline;
import io.pgha.driver.config.Config;
import io.pgha.driver.config.HostPort;
import io.pgha.driver.routing.ClusterRegistry;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PatroniStatus;
import io.pgha.driver.topology.View;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who the members are: by what the cluster says, or by the URL alone. */
public final class Members {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Members() {}

  /**
   * Asks the cluster, as the driver does.
   *
   * @throws ProblemException if it does not answer, or does not say who its members are
   */
  public static Definition live(Config config, Settings settings) throws SQLException {
    try (ClusterRegistry registry = new ClusterRegistry(Ticker.systemTicker());
        ClusterRegistry.Lease lease = registry.lease(config)) {
      return of(config, settings, known(config, lease.router().cluster()));
    }
  }

  private static View known(Config config, Cluster cluster) {
    View view = await(config, cluster);
    if (!view.all().anyMatch(MemberView::answering)) {
      throw new ProblemException(
          "No REST API of the cluster answers: %s. Without it: --offline"
              .formatted(view.describe()));
    }
    if (!complete(config, cluster, view)) {
      throw new ProblemException(
          "The cluster does not say who its members are, which it does when it reaches its DCS: %s."
                  .formatted(view.describe())
              + " By the URL alone: --offline");
    }
    return view;
  }

  private static View await(Config config, Cluster cluster) {
    try {
      return cluster.await(
          view -> complete(config, cluster, view), Deadline.after(cluster.ticker(), PATIENCE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException("Interrupted", e);
    }
  }

  private static boolean complete(Config config, Cluster cluster, View view) {
    return (cluster.discovered() || !config.patroni().discovery())
        && view.settled()
        && view.anyAnswering()
        && view.members().stream().allMatch(MemberView::polled);
  }

  /** By a view that is known already. */
  public static Definition of(Config config, Settings settings, View view) {
    List<ProxiedMember> members = view.members().stream().map(Members::proxied).toList();
    return new Definition(
        config, settings, members, settings.standbyCluster() || view.standbyLeader().isPresent());
  }

  private static ProxiedMember proxied(MemberView seen) {
    Member member = seen.member();
    PatroniStatus status = seen.status();
    Map<String, String> tags = status == null ? Map.of() : status.tags();
    return new ProxiedMember(
        name(member.name(), member.postgres()), member.postgres(), member.api(), tags);
  }

  private static String name(@Nullable String patroniName, HostPort postgres) {
    return patroniName == null ? postgres.host() + "_" + postgres.port() : patroniName;
  }

  /**
   * Asks nobody: the members are the hosts of the URL.
   *
   * @throws ProblemException if the URL does not say where their REST APIs are
   */
  public static Definition offline(Config config, Settings settings) {
    settings.members().forEach(known -> refuseStranger(config, known));
    List<ProxiedMember> members =
        config.seeds().stream().map(seed -> offline(config, settings, seed)).toList();
    return new Definition(config, settings, members, settings.standbyCluster());
  }

  private static void refuseStranger(Config config, Settings.KnownMember known) {
    if (config.seeds().stream().noneMatch(seed -> is(known, seed))) {
      throw new ProblemException(
          "members: %s is on %s, which is no host of the URL: %s"
              .formatted(known.name(), known.postgres(), config.seeds()));
    }
  }

  private static ProxiedMember offline(Config config, Settings settings, HostPort seed) {
    URI api =
        config
            .api(seed)
            .orElseThrow(
                () ->
                    new ProblemException(
                        "With --offline patroniUrls must name one API for each host of the URL"));
    return settings.members().stream()
        .filter(known -> is(known, seed))
        .map(known -> new ProxiedMember(known.name(), seed, api, known.tags()))
        .findFirst()
        .orElseGet(() -> new ProxiedMember(name(null, seed), seed, api, Map.of()));
  }

  private static boolean is(Settings.KnownMember known, HostPort seed) {
    return known.postgres().equalsIgnoreCase(seed.toString());
  }
}
