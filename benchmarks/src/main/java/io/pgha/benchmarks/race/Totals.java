package io.pgha.benchmarks.race;

import io.pgha.benchmarks.race.Results.LaneResult;
import io.pgha.benchmarks.race.Results.RequestCount;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What each contender came to in all rounds together, as a table in Markdown. */
final class Totals {
  private static final String TABLE =
      """

      ## All rounds together

      | contender | errors | most of one writer or reader in a round | failed connects | misrouted | requests |
      |---|--:|--:|--:|--:|--:|
      %s\
      """;

  private final Results results;

  Totals(Results results) {
    this.results = results;
  }

  String text() {
    return TABLE.formatted(
        results.contenders().stream().map(this::row).collect(Collectors.joining()));
  }

  private String row(String contender) {
    List<LaneResult> lanes =
        results.rounds().stream()
            .flatMap(round -> round.lanes().stream())
            .filter(lane -> lane.contender().equals(contender))
            .toList();
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,d | %,d | %,d | %,d |\n",
        contender,
        each(lanes, LaneResult::errors).sum(),
        each(lanes, LaneResult::errors).max().orElse(0),
        each(lanes, LaneResult::failedConnects).sum(),
        each(lanes, LaneResult::misrouted).sum(),
        requests(contender).mapToLong(RequestCount::requests).sum());
  }

  private static LongStream each(List<LaneResult> lanes, ToLongFunction<LaneResult> figure) {
    return lanes.stream().mapToLong(figure);
  }

  private Stream<RequestCount> requests(String contender) {
    return results.rounds().stream()
        .flatMap(round -> round.requests().stream())
        .filter(count -> count.contender().equals(contender));
  }
}
