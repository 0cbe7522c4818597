package io.pgha.proxy.definition;

import io.pgha.driver.config.Config;
import io.pgha.driver.config.HostPort;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PatroniStatus;
import io.pgha.driver.topology.View;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who the members are: by what the cluster says, or by the URL alone. */
public final class Members {
  private Members() {}

  /** By a view of the cluster. */
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
