package io.pgha.proxy.definition;

import io.pgha.driver.config.Config;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that the configurations of one cluster follow from. Immutable.
 *
 * @param members in the order of their names, whoever names them: equal definitions make equal
 *     files
 */
public record Definition(
    Config config, Settings settings, List<ProxiedMember> members, boolean standbyCluster) {
  /**
   * @throws ProblemException if there is no member, or two have one name
   */
  public Definition {
    if (members.isEmpty()) {
      throw new ProblemException(
          "The cluster has no member that may be used, and a file without any would serve nobody; expected one at least. What Patroni announces"
              + " must be within allowedMembers; by the URL alone: --offline");
    }
    members = members.stream().sorted(Comparator.comparing(ProxiedMember::serverName)).toList();
    refuseEqualNames(members);
  }

  private static void refuseEqualNames(List<ProxiedMember> members) {
    Map<String, ProxiedMember> byName = new HashMap<>();
    for (ProxiedMember member : members) {
      ProxiedMember other = byName.put(member.serverName(), member);
      if (other != null) {
        throw new ProblemException(
            "Two members would have the name %s in HAProxy: %s and %s; each needs its own"
                .formatted(member.serverName(), other.postgres(), member.postgres()));
      }
    }
  }
}
