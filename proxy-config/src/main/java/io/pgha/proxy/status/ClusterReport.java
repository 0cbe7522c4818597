package io.pgha.proxy.status;

import io.pgha.driver.routing.Router;
import io.pgha.driver.topology.View;
import io.pgha.proxy.live.LiveCluster;
import java.util.List;

/** The cluster as the driver sees it at one moment. Immutable. */
public record ClusterReport(String name, Route write, Route read, List<MemberReport> members) {
  public ClusterReport {
    members = List.copyOf(members);
  }

  /** By the present view. */
  public static ClusterReport of(LiveCluster live) {
    Router router = live.router();
    View view = live.cluster().view();
    Routes routes = new Routes(router, live.config().routing(), view);
    return new ClusterReport(
        live.cluster().name(),
        routes.write(),
        routes.read(),
        view.members().stream().map(seen -> MemberReport.of(router, view, seen)).toList());
  }

  /** Without the numbers that change all the time; two that are equal are no news. */
  public ClusterReport calm() {
    return new ClusterReport(name, write, read, members.stream().map(MemberReport::calm).toList());
  }
}
