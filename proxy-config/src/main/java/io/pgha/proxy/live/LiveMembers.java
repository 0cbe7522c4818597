package io.pgha.proxy.live;

import io.pgha.driver.config.HostPort;
import io.pgha.driver.topology.View;
import io.pgha.proxy.definition.Definition;
import io.pgha.proxy.definition.Members;
import io.pgha.proxy.definition.Settings;
import java.util.List;

/** The definition of a cluster that is watched. */
public final class LiveMembers {
  private LiveMembers() {}

  /** By a view, without hosts of the URL that are no members. */
  public static Definition of(LiveCluster live, Settings settings, View view) {
    Definition all = Members.of(live.config(), settings, view);
    List<HostPort> gone = Gone.seeds(view, live.cluster().discovered());
    return new Definition(
        all.config(),
        all.settings(),
        all.members().stream().filter(member -> !gone.contains(member.postgres())).toList(),
        all.standbyCluster());
  }
}
