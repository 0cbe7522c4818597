package io.pgha.driver.topology;

import java.util.List;
import java.util.OptionalLong;

/**
 * How many bytes of WAL each replica has yet to replay.
 *
 * <p>Positions are compared within one round of polls: between rounds the leader writes on, and a
 * healthy replica would look late. Without a leader the last position that one told stands still,
 * and is what everybody is compared with. Positions of different databases do not compare at all.
 */
final class Lag {
  private Lag() {}

  static List<MemberView> measured(View view) {
    return view.members().stream().map(seen -> measured(view, seen)).toList();
  }

  private static MemberView measured(View view, MemberView seen) {
    PatroniStatus status = seen.status();
    if (!seen.answering() || status == null || !comparable(view, seen)) {
      return seen;
    }
    return seen.withLag(
        view.isForeign(seen)
            ? OptionalLong.empty()
            : behind(view.leaderPosition(), status.replayed()));
  }

  private static boolean comparable(View view, MemberView seen) {
    return view.leaderMember()
        .filter(MemberView::answering)
        .map(leader -> leader.round() == seen.round())
        .orElse(true);
  }

  private static OptionalLong behind(OptionalLong written, OptionalLong replayed) {
    return written.isPresent() && replayed.isPresent()
        ? OptionalLong.of(Math.max(0, written.getAsLong() - replayed.getAsLong()))
        : OptionalLong.empty();
  }
}
