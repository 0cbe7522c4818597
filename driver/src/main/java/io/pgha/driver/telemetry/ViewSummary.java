package io.pgha.driver.telemetry;

import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import org.jspecify.annotations.Nullable;

/**
 * A view without what changes with each poll. Immutable.
 *
 * @param leader null while there is none
 * @param leaderState one of {@code ready}, {@code not ready}, {@code assumed} and {@code none}
 */
record ViewSummary(
    @Nullable String leader, String leaderState, long timeline, int answering, int members) {
  static ViewSummary of(View view) {
    Leader leader = view.leader();
    return new ViewSummary(
        view.leaderMember().map(seen -> seen.member().toString()).orElse(null),
        leader == null ? "none" : state(leader),
        leader == null ? 0 : leader.timeline(),
        (int) view.members().stream().filter(MemberView::answering).count(),
        view.members().size());
  }

  private static String state(Leader leader) {
    if (leader.assumed()) {
      return "assumed";
    }
    return leader.ready() ? "ready" : "not ready";
  }
}
