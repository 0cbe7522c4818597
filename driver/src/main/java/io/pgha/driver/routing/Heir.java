package io.pgha.driver.routing;

import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PatroniStatus;
import io.pgha.driver.topology.PatroniStatus.Flag;
import io.pgha.driver.topology.View;
import java.util.Comparator;
import java.util.Optional;

/** Who is likely to lead next, while no leader takes writes: a guess, not a route. Pure. */
final class Heir {
  private Heir() {}

  /**
   * The synchronous standby, else the replica that has replayed most; who led before has just lost
   * the lock, and comes last. Empty while a leader takes writes, before the first one was known,
   * and where nobody is promoted.
   */
  static Optional<MemberView> of(View view) {
    return view.settled() && view.lastLeader() != null && view.readyLeader().isEmpty()
        ? view.members().stream().filter(seen -> mayLead(view, seen)).min(byLikelihood(view))
        : Optional.empty();
  }

  private static boolean mayLead(View view, MemberView seen) {
    PatroniStatus status = seen.status();
    return seen.answering()
        && !view.isForeign(seen)
        && status != null
        && status.replica()
        && status.running()
        && !status.flags().contains(Flag.PAUSE)
        && !"true".equals(status.tags().get("nofailover"));
  }

  private static Comparator<MemberView> byLikelihood(View view) {
    return Comparator.comparing((MemberView seen) -> !isSynchronous(seen))
        .thenComparing(seen -> hasLed(view, seen))
        .thenComparingLong(seen -> seen.lag().orElse(Long.MAX_VALUE));
  }

  private static boolean hasLed(View view, MemberView seen) {
    Leader last = view.lastLeader();
    return last != null && last.api().equals(seen.member().api());
  }

  private static boolean isSynchronous(MemberView seen) {
    PatroniStatus status = seen.status();
    return status != null && status.flags().contains(Flag.SYNC_STANDBY);
  }
}
