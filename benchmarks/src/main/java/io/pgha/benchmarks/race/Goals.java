package io.pgha.benchmarks.race;

import io.pgha.benchmarks.race.Fault.Victim;
import io.pgha.benchmarks.race.Results.LaneResult;
import io.pgha.benchmarks.race.Results.RoundResult;
import io.pgha.benchmarks.report.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges a race by what pgha is to reach in it; what was not in the race is not judged. */
final class Goals {
  /** Behind the limit, and behind another contender, in ms. */
  private static final double CLOSE = 100;

  private final List<RoundResult> rounds;
  private final List<String> ours;
  private final List<String> others;

  private Goals(List<String> contenders, List<RoundResult> rounds) {
    this.rounds = rounds;
    this.ours = contenders.stream().filter(Contender.PGHA::contains).toList();
    this.others =
        contenders.stream()
            .filter(name -> !Contender.PGHA.contains(name) && !name.equals(Contender.LIMIT))
            .toList();
  }

  static List<Goal> judge(List<String> contenders, List<RoundResult> rounds) {
    return new Goals(contenders, rounds).judge();
  }

  private List<Goal> judge() {
    if (ours.isEmpty() || rounds.isEmpty()) {
      return List.of();
    }
    List<Goal> goals = new ArrayList<>();
    for (String name : ours) {
      goals.add(close(name, Operation.WRITE, "every fault", round -> true));
      if (rounds.stream().anyMatch(Goals::hurtsReplicas)) {
        goals.add(close(name, Operation.READ, "every fault of replicas", Goals::hurtsReplicas));
      }
    }
    ours.forEach(name -> goals.add(nobodyIsBetterThan(name)));
    goals.add(most(0, "misrouted writes of pgha", LaneResult::misrouted));
    goals.add(most(1, "error of pgha for a connection in use", LaneResult::errors));
    return List.copyOf(goals);
  }

  private static boolean hurtsReplicas(RoundResult round) {
    return round.victim() == Victim.REPLICAS;
  }

  private Goal close(String name, Operation operation, String where, Predicate<RoundResult> of) {
    List<String> faults = faults(of).toList();
    List<String> missed =
        faults.stream()
            .filter(fault -> behind(fault, name, operation) > CLOSE)
            .map(fault -> text("%s %,.0f ms", fault, behind(fault, name, operation)))
            .toList();
    return new Goal(
        text(
            "%s: %ss again within %.0f ms of the limit, in %s (medians)",
            name, operation.text(), CLOSE, where),
        text("%d of %d", faults.size() - missed.size(), faults.size()) + list(missed),
        missed.isEmpty());
  }

  private Goal nobodyIsBetterThan(String name) {
    List<String> better =
        faults(round -> true)
            .flatMap(
                fault -> Stream.of(Operation.values()).flatMap(each -> better(fault, each, name)))
            .toList();
    return new Goal(
        text("no contender better than %s by more than %.0f ms in any row", name, CLOSE),
        better.size() + list(better),
        better.isEmpty());
  }

  private Stream<String> better(String fault, Operation operation, String name) {
    double late = behind(fault, name, operation);
    return others.stream()
        .filter(other -> late - behind(fault, other, operation) > CLOSE)
        .map(
            other ->
                text(
                    "%s, %ss: %s by %,.0f ms",
                    fault, operation.text(), other, late - behind(fault, other, operation)));
  }

  private Goal most(long limit, String what, ToLongFunction<LaneResult> count) {
    List<String> more =
        rounds.stream()
            .flatMap(
                round -> round.lanes().stream().flatMap(lane -> more(round, lane, limit, count)))
            .toList();
    return new Goal(
        text("at most %d %s, in any round of any fault", limit, what),
        more.isEmpty() ? "no more" : text("more in %d of %d", more.size(), judged()) + list(more),
        more.isEmpty());
  }

  private long judged() {
    return rounds.stream()
        .flatMap(round -> round.lanes().stream())
        .filter(lane -> ours.contains(lane.contender()))
        .count();
  }

  private static Stream<String> more(
      RoundResult round, LaneResult lane, long limit, ToLongFunction<LaneResult> count) {
    long found = count.applyAsLong(lane);
    return Contender.PGHA.contains(lane.contender()) && found > limit
        ? Stream.of(
            text(
                "%s, round %d, %ss of %s: %d",
                round.fault(), round.round(), lane.operation().text(), lane.contender(), found))
        : Stream.of();
  }

  private Stream<String> faults(Predicate<RoundResult> of) {
    return rounds.stream().filter(of).map(RoundResult::fault).distinct();
  }

  /** The median of the rounds. */
  private double behind(String fault, String name, Operation operation) {
    return Spread.median(
        rounds.stream()
            .filter(round -> round.fault().equals(fault))
            .flatMap(round -> round.lanesOf(name))
            .filter(lane -> lane.operation() == operation)
            .map(LaneResult::behindLimit)
            .toList());
  }

  private static String list(List<String> all) {
    return all.isEmpty() ? "" : all.stream().collect(Collectors.joining("; ", ": ", ""));
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
