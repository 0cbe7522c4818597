package io.pgha.driver.proof;

import java.time.Duration;
import java.util.List;

/**
 * No statement for writing begins on a member after the view had another leader.
 *
 * <p>A statement may begin by waiting for a session, so what counts is whether its member was
 * leader in any view up to its end. A view without a leader takes nothing back of the one before.
 *
 * @param grace from the moment that anybody can read the new view to the mark on the last of the
 *     sessions, which is a matter of scheduling; a statement that begins within it may pass
 */
record Fencing(Duration grace) implements Invariant {
  @Override
  public List<String> violations(History history) {
    return history.operations().stream()
        .filter(each -> each.kind().writes() && each.server() != null)
        .filter(each -> beganLate(history, each))
        .map(
            each -> "began although the view had another leader: " + each.describe(history.start()))
        .toList();
  }

  private boolean beganLate(History history, Operation write) {
    String server = String.valueOf(write.server());
    Sighting before = history.lastWithLeader(write.begun() - grace.toNanos());
    return before != null
        && before.hasLeaderOtherThan(server)
        && history.sightings(before.seen(), write.ended()).stream()
            .noneMatch(view -> server.equals(view.leader()));
  }
}
