package io.pgha.benchmarks.race;

import io.pgha.benchmarks.race.Results.LaneResult;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

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
        results.rounds().stream().flatMap(round -> round.lanesOf(contender)).toList();
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,d | %,d | %,d | %,d |\n",
        contender,
        each(lanes, LaneResult::errors).sum(),
        each(lanes, LaneResult::errors).max().orElse(0),
        each(lanes, LaneResult::failedConnects).sum(),
        each(lanes, LaneResult::misrouted).sum(),
        results.rounds().stream().flatMapToLong(round -> round.requestsOf(contender)).sum());
  }

  private static LongStream each(List<LaneResult> lanes, ToLongFunction<LaneResult> figure) {
    return lanes.stream().mapToLong(figure);
  }
}
