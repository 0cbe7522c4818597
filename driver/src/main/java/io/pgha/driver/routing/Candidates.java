package io.pgha.driver.routing;

import io.pgha.driver.config.RoutingSettings;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which members may serve a session, by a view: groups of equally good ones, the best group first.
 * Pure.
 *
 * <p>Until a view is settled, only what is sure already counts: a replica whose lag is known.
 * Whether there is a better one than the leader, or than a replica of unknown lag, shows when the
 * others have answered.
 */
final class Candidates {
  private final View view;
  private final RoutingSettings settings;
  private final Eligibility eligibility;

  private Candidates(View view, RoutingSettings settings) {
    this.view = view;
    this.settings = settings;
    this.eligibility = new Eligibility(view, settings);
  }

  static List<List<MemberView>> of(View view, RoutingSettings settings, Target target) {
    return new Candidates(view, settings).of(target).filter(group -> !group.isEmpty()).toList();
  }

  private Stream<List<MemberView>> of(Target target) {
    return switch (target) {
      case PRIMARY -> ranked(writableLeader());
      case SECONDARY -> ranked(replicas());
      case PREFER_SECONDARY ->
          Stream.concat(ranked(replicas()), onceSettled(ranked(readableLeader())));
      case PREFER_PRIMARY -> Stream.concat(ranked(writableLeader()), onceSettled(inRecovery()));
      case ANY -> ranked(Stream.concat(readableLeader(), replicas()));
    };
  }

  private <T> Stream<T> onceSettled(Stream<T> unsure) {
    return view.settled() ? unsure : Stream.empty();
  }

  /** A leader that is not writable still answers queries, like the leader of a standby cluster. */
  private Stream<List<MemberView>> inRecovery() {
    return Stream.concat(ranked(replicas()), ranked(readableLeader()));
  }

  private Stream<MemberView> writableLeader() {
    return view.readyLeader().stream();
  }

  private Stream<MemberView> readableLeader() {
    return view.leaderMember().or(view::standbyLeader).filter(Eligibility::running).stream();
  }

  private Stream<MemberView> replicas() {
    return view.members().stream().filter(eligibility::asReplica);
  }

  /** The preferred ones first; among equals, those of unknown lag last. */
  private Stream<List<MemberView>> ranked(Stream<MemberView> members) {
    return members
        .collect(Collectors.groupingBy(this::rank, TreeMap::new, Collectors.toList()))
        .values()
        .stream();
  }

  private int rank(MemberView seen) {
    return (Eligibility.hasTags(seen, settings.preferTags()) ? 0 : 2) + (lagUnknown(seen) ? 1 : 0);
  }

  /** A leader has none. */
  private boolean lagUnknown(MemberView seen) {
    return seen.lag().isEmpty() && view.leaderMember().filter(seen::equals).isEmpty();
  }
}
