package io.pgha.proxy.status;

import io.pgha.driver.config.RoutingSettings;
import io.pgha.driver.routing.Purposes;
import io.pgha.driver.routing.Router;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import java.util.List;

/** Where writes and reads go by a view: the driver's own choice, and the words for it. */
record Routes(Router router, RoutingSettings routing, View view) {
  Route write() {
    return route(/* readOnly= */ false);
  }

  Route read() {
    return route(/* readOnly= */ true);
  }

  private Route route(boolean readOnly) {
    Target target = Purposes.of(routing, readOnly).target();
    List<List<MemberView>> candidates = router.candidates(view, target);
    return new Route(
        candidates.stream().map(Routes::names).toList(), prefix() + why(target, candidates));
  }

  private static List<String> names(List<MemberView> group) {
    return group.stream().map(MemberReport::label).toList();
  }

  private String prefix() {
    return routing
        .targetServerType()
        .map(type -> "targetServerType decides for every connection; ")
        .orElse("");
  }

  private String why(Target target, List<List<MemberView>> candidates) {
    return switch (target) {
      case PRIMARY -> leader();
      case PREFER_PRIMARY ->
          candidates.isEmpty() || isLeader(candidates.get(0)) ? leader() : "no leader takes writes";
      case SECONDARY -> candidates.isEmpty() ? "no replica may be read from" : replicas();
      case PREFER_SECONDARY -> preferredReplicas(candidates);
      case ANY -> candidates.isEmpty() ? "no member may be read from" : "all members alike";
    };
  }

  private String preferredReplicas(List<List<MemberView>> candidates) {
    if (candidates.isEmpty()) {
      return "no member may be read from";
    }
    return isLeader(candidates.get(0))
        ? "no replica may be read from, so the leader is"
        : replicas();
  }

  private String replicas() {
    String preferred = routing.preferTags().isEmpty() ? "" : ", those with the preferTags first";
    return "replicas against which nothing speaks" + preferred;
  }

  private boolean isLeader(List<MemberView> group) {
    return view.leaderMember().or(view::standbyLeader).filter(group::contains).isPresent();
  }

  private String leader() {
    Leader leader = view.leader();
    if (leader == null) {
      return view.standbyLeader().isPresent()
          ? "this is a standby cluster, which takes no writes"
          : "no member holds the leader lock";
    }
    if (leader.assumed()) {
      return "no REST API answers, so the last leader known goes on";
    }
    return leader.ready()
        ? "holds the leader lock, and its PostgreSQL runs as primary"
        : "%s holds the leader lock, but its PostgreSQL takes no writes yet"
            .formatted(view.leaderMember().map(MemberReport::label).orElse("a member"));
  }
}
