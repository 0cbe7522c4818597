package io.pgha.benchmarks.race;

import io.pgha.benchmarks.race.Results.FailedRound;
import io.pgha.benchmarks.race.Results.LaneResult;
import io.pgha.benchmarks.race.Results.RoundResult;
import io.pgha.benchmarks.report.Count;
import io.pgha.benchmarks.report.Goal;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results of a run as tables in Markdown. */
final class Tables {
  private static final String HEAD =
      """
      # The failover race

      %s
      The cluster: three members; %s. %s

      All contenders write and read on one cluster at the same time, while one fault befalls it. Each has a thread that writes and one that
      reads, %d ms after it was served and %d ms after it was not, with a connection of its own (`pgha-hikari`: one borrowed each time) that it gives up when anything fails, to connect
      anew. The *limit* tries every member every %d ms, with a connection to each: what the cluster itself allows. Where nobody could
      be served (the leader out of reach of clients, the DCS down), its gap ends when the fault was undone. Before one replica is hurt, whoever
      can reads on that one.

      *Gap* is the longest time without a success, in ms; *behind* is how much of it is not part of the gap of the limit. Medians of the rounds, and in
      brackets from least to most. *>* means: not back when the round ended. *Errors* are what the application saw of its statements, *failed
      connects* what it saw of its attempts to connect, *misrouted* acknowledged writes that the cluster does not have, and that were
      acknowledged after another member had been promoted; they count as no success. *Requests* are what was sent to Patroni's API from the
      strike to the end of the round: by pgha's own count (`PollsSent`; both contenders share one monitor, as all of a JVM do), and by a
      packet filter for HAProxy. The AWS wrapper goes through the HAProxy of *HAProxy, emitted*, as its own failover plugin follows the topology of
      Amazon's clusters only. Every round is in `raw/race.json`.
      """;

  private final Results results;

  private Tables(Results results) {
    this.results = results;
  }

  static String of(Results results) {
    return new Tables(results).text();
  }

  /** One round in a few words: the gap of the limit, and how far the others are behind it. */
  static String line(RoundResult round) {
    return Stream.of(Operation.values())
        .map(operation -> operation.text() + "s, ms: " + line(round, operation))
        .collect(Collectors.joining("; "));
  }

  private static String line(RoundResult round, Operation operation) {
    return round.lanes().stream()
        .filter(lane -> lane.operation() == operation)
        .map(
            lane ->
                lane.contender().equals(Contender.LIMIT)
                    ? "limit %.0f".formatted(lane.gap())
                    : "%s +%.0f".formatted(lane.contender(), lane.behindLimit()))
        .collect(Collectors.joining(", "));
  }

  private String text() {
    return head()
        + "\n"
        + Goal.section("race", results.goals())
        + summary("Writes: ms behind the limit", Operation.WRITE)
        + summary("Reads: ms behind the limit", Operation.READ)
        + new Totals(results).text()
        + faults().stream().map(this::fault).collect(Collectors.joining());
  }

  private String head() {
    Habit.Pauses pauses = results.pauses();
    return HEAD.formatted(
        results.origin().sentence(),
        results.timings(),
        roundsDone(),
        pauses.served(),
        pauses.failed(),
        pauses.limit());
  }

  private String roundsDone() {
    List<FailedRound> failed = results.failed();
    return "%s of %s%s."
        .formatted(
            Count.of(results.rounds().size(), "round"),
            Count.of(faults().size(), "fault"),
            failed.isEmpty()
                ? ", none failed"
                : failed.stream()
                    .map(
                        round ->
                            "%s, round %d: %s"
                                .formatted(round.fault(), round.round(), round.reason()))
                    .collect(Collectors.joining("; ", "; in no table, as they failed: ", "")));
  }

  private List<String> faults() {
    return results.rounds().stream().map(RoundResult::fault).distinct().toList();
  }

  private String summary(String title, Operation operation) {
    List<String> names = results.contenders();
    return "\n## %s\n\n| fault | gap of the %s |\n|---|--:|%s\n%s"
        .formatted(
            title,
            String.join(" | ", names),
            "--:|".repeat(names.size() - 1),
            faults().stream()
                .map(fault -> "| %s | %s |\n".formatted(fault, behind(fault, operation)))
                .collect(Collectors.joining()));
  }

  private String behind(String fault, Operation operation) {
    return results.contenders().stream()
        .map(contender -> new Cell(results, fault, contender, operation))
        .map(cell -> cell.isLimit() ? cell.gap() : cell.behind())
        .collect(Collectors.joining(" | "));
  }

  private String fault(String fault) {
    return """

    ## %s

    | contender | write gap | behind | read gap | behind | errors | failed connects | misrouted | requests |
    |---|--:|--:|--:|--:|--:|--:|--:|--:|
    %s%s\
    """
        .formatted(
            capitalized(fault),
            results.contenders().stream()
                .map(contender -> row(fault, contender))
                .collect(Collectors.joining()),
            lost(fault));
  }

  private static String capitalized(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private String row(String fault, String contender) {
    Cell write = new Cell(results, fault, contender, Operation.WRITE);
    Cell read = new Cell(results, fault, contender, Operation.READ);
    return "| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            contender,
            write.gap(),
            write.behind(),
            read.gap(),
            read.behind(),
            write.both(LaneResult::errors),
            write.both(LaneResult::failedConnects),
            write.both(LaneResult::misrouted),
            write.requests());
  }

  /** What is charged to nobody. */
  private String lost(String fault) {
    long lost = rounds(results, fault).mapToLong(RoundResult::lost).sum();
    return lost == 0
        ? ""
        : "\nThe cluster itself lost %d acknowledged writes of all contenders together.\n"
            .formatted(lost);
  }

  private static Stream<RoundResult> rounds(Results results, String fault) {
    return results.rounds().stream().filter(round -> round.fault().equals(fault));
  }

  /** One contender at one operation under one fault, over all rounds. */
  private record Cell(Results results, String fault, String contender, Operation operation) {
    boolean isLimit() {
      return contender.equals(Contender.LIMIT);
    }

    String gap() {
      return (isBack() ? "" : "> ") + Spread.of(lanes().map(LaneResult::gap).toList());
    }

    String behind() {
      return (isBack() ? "" : "> ") + Spread.of(lanes().map(LaneResult::behindLimit).toList());
    }

    /** In every round. */
    private boolean isBack() {
      return rounds(results, fault)
          .allMatch(round -> of(round, operation).allMatch(lane -> lane.isBack(round.to())));
    }

    private Stream<LaneResult> lanes() {
      return rounds(results, fault).flatMap(round -> of(round, operation));
    }

    private Stream<LaneResult> of(RoundResult round, Operation wanted) {
      return round.lanesOf(contender).filter(lane -> lane.operation() == wanted);
    }

    /** Of writing and reading together. */
    String both(ToDoubleFunction<LaneResult> figure) {
      return Spread.of(
          rounds(results, fault)
              .map(
                  round ->
                      Stream.of(Operation.values())
                          .flatMap(each -> of(round, each))
                          .mapToDouble(figure)
                          .sum())
              .toList());
    }

    String requests() {
      return Spread.of(
          rounds(results, fault)
              .flatMapToLong(round -> round.requestsOf(contender))
              .asDoubleStream()
              .boxed()
              .toList());
    }
  }
}
