package io.pgha.driver.routing;

import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import java.net.URI;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What speaks, by a view, against staying on a member for reading. Pure.
 *
 * @param best the members that a session opened now would be put on; empty if there is none
 * @param sessions how many are open on a member
 */
record Objections(View view, List<MemberView> best, ToIntFunction<URI> sessions) {
  /** Of the even share; who has less gets some of the others'. */
  private static final double ENOUGH = 0.8;

  Objection against(URI api) {
    if (!view.settled()) {
      return Objection.NONE;
    }
    return view.member(api).map(this::against).orElse(Objection.GONE);
  }

  private Objection against(MemberView seen) {
    if (seen.answering() && !Eligibility.running(seen)) {
      return Objection.GONE;
    }
    if (!seen.answering() && view.anyAnswering()) {
      return Objection.SILENT;
    }
    if (!best.isEmpty() && best.stream().noneMatch(other -> isSame(other, seen))) {
      return Objection.OUTRANKED;
    }
    return isCrowded(seen) ? Objection.CROWDED : Objection.NONE;
  }

  private static boolean isSame(MemberView one, MemberView other) {
    return one.member().api().equals(other.member().api());
  }

  /** Moving one session must make it more even, or it would move back. */
  private boolean isCrowded(MemberView seen) {
    IntSummaryStatistics open = best.stream().mapToInt(this::count).summaryStatistics();
    return best.size() > 1
        && count(seen) - open.getMin() > 1
        && open.getMin() < ENOUGH * open.getAverage();
  }

  private int count(MemberView seen) {
    return sessions.applyAsInt(seen.member().api());
  }
}
