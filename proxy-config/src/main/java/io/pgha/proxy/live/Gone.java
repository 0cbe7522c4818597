package io.pgha.proxy.live;

import io.pgha.driver.config.HostPort;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import java.util.List;

/** Hosts of the URL that are no members. Pure. */
public final class Gone {
  private Gone() {}

  /**
   * Those of a cluster that has just been discovered, which names every host of the URL that is its
   * member.
   */
  public static List<HostPort> seeds(View view, boolean discovered) {
    return view.members().stream()
        .map(MemberView::member)
        .filter(member -> discovered && member.seed() && member.name() == null)
        .map(Member::postgres)
        .toList();
  }
}
