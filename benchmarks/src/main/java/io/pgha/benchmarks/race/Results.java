package io.pgha.benchmarks.race;

import io.pgha.benchmarks.report.Goal;
import io.pgha.benchmarks.report.Origin;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * All that was measured in a run, as it is written down. Times are in ms after the strike.
 *
 * @param timings how the cluster is configured, in its own words
 * @param failed rounds that are in no table
 */
record Results(
    Origin origin,
    String timings,
    Habit.Pauses pauses,
    List<String> contenders,
    List<RoundResult> rounds,
    List<FailedRound> failed,
    List<Goal> goals) {
  Results {
    contenders = List.copyOf(contenders);
    rounds = List.copyOf(rounds);
    failed = List.copyOf(failed);
    goals = List.copyOf(goals);
  }

  /** One of which nothing is known but why. */
  record FailedRound(String fault, int round, String reason) {
    /** The message goes on with what every member said. */
    static FailedRound of(Round round, IllegalStateException why) {
      String message = String.valueOf(why.getMessage());
      return new FailedRound(
          round.fault().name(), round.number(), message.lines().findFirst().orElse(""));
    }
  }

  /**
   * @param lost acknowledged writes that the cluster itself has lost
   */
  record RoundResult(
      String fault,
      Fault.Victim victim,
      int round,
      double from,
      double to,
      List<LaneResult> lanes,
      List<RequestCount> requests,
      long lost) {
    RoundResult {
      lanes = List.copyOf(lanes);
      requests = List.copyOf(requests);
    }

    Stream<LaneResult> lanesOf(String contender) {
      return lanes.stream().filter(lane -> lane.contender().equals(contender));
    }

    LongStream requestsOf(String contender) {
      return requests.stream()
          .filter(count -> count.contender().equals(contender))
          .mapToLong(RequestCount::requests);
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
