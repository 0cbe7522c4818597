package io.pgha.driver.proof;

import java.time.Duration;
import java.util.List;

/**
 * No statement for writing begins on a member after the view had another leader.
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
    List<Sighting> possible = history.sightings(write.begun() - grace.toNanos(), write.begun());
    return !possible.isEmpty()
        && possible.stream().allMatch(view -> view.hasLeaderOtherThan(server));
  }
}
