package io.pgha.benchmarks.race;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.pgha.benchmarks.report.Goal;
import io.pgha.benchmarks.report.Origin;
import java.util.List;

/**
 * All that was measured in a run, as it is written down. Times are in ms after the strike.
 *
 * @param timings how the cluster is configured, in its own words
 */
record Results(
    Origin origin,
    String timings,
    List<String> contenders,
    List<RoundResult> rounds,
    List<Goal> goals) {
  Results {
    contenders = List.copyOf(contenders);
    rounds = List.copyOf(rounds);
    goals = List.copyOf(goals);
  }

  /**
   * @param lost acknowledged writes that the cluster itself has lost
   */
  record RoundResult(
      String fault,
      int round,
      double from,
      double to,
      List<LaneResult> lanes,
      List<RequestCount> requests,
      @JsonIgnore long lost) {
    RoundResult {
      lanes = List.copyOf(lanes);
      requests = List.copyOf(requests);
    }
  }

  /**
   * @param gap the longest time without a success, which ended {@code back} after the strike
   * @param behindLimit how much of it is not part of the gap of the limit
   */
  record LaneResult(
      String contender,
      Operation operation,
      List<Served> served,
      double gap,
      double back,
      double behindLimit,
      long errors,
      long failedConnects,
      long misrouted) {
    LaneResult {
      served = List.copyOf(served);
    }

    /** Before the round ended; who is well has a short pause at its end. */
    boolean isBack(double end) {
      return back < end || gap <= Pause.BREATH;
    }
  }

  record RequestCount(String contender, long requests) {}
}
