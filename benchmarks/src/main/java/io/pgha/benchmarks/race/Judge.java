package io.pgha.benchmarks.race;

import io.pgha.benchmarks.race.Attempt.Outcome;
import io.pgha.benchmarks.race.Results.LaneResult;
import io.pgha.benchmarks.race.Served.Moment;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the attempts of a round were worth.
 *
 * @param strike of {@link System#nanoTime}
 * @param to the end, in ms after the strike
 * @param names of the members, by address
 */
record Judge(long strike, double to, Lineage lineage, Map<String, String> names) {
  /** How long before the strike the look begins, in ms. */
  static final double FROM = -1000;

  /** What one lane did. */
  record Entry(String contender, Operation operation, List<Attempt> attempts) {
    /** Until the end, of {@link System#nanoTime}: who waited then may still do something later. */
    static Entry of(Lane lane, long end) {
      List<Attempt> inTime =
          lane.attempts().stream().filter(attempt -> attempt.ended() - end <= 0).toList();
      return new Entry(lane.contender(), lane.operation(), inTime);
    }

    private boolean isLimitOf(Operation wanted) {
      return contender.equals(Contender.LIMIT) && operation == wanted;
    }
  }

  List<LaneResult> judge(List<Entry> entries) {
    return entries.stream().map(entry -> judge(entry, limit(entries, entry.operation()))).toList();
  }

  private Pause limit(List<Entry> entries, Operation operation) {
    return entries.stream()
        .filter(entry -> entry.isLimitOf(operation))
        .map(entry -> gap(moments(entry)))
        .findFirst()
        .orElseThrow();
  }

  private Pause gap(List<Moment> moments) {
    return Pause.longest(moments.stream().map(Moment::at).toList(), FROM, to);
  }

  private LaneResult judge(Entry entry, Pause limit) {
    List<Moment> moments = moments(entry);
    Pause gap = gap(moments);
    return new LaneResult(
        entry.contender(),
        entry.operation(),
        Served.runs(moments),
        rounded(gap.length()),
        rounded(gap.to()),
        rounded(gap.beyond(limit)),
        count(entry, Outcome.FAILED),
        count(entry, Outcome.NO_CONNECTION),
        entry.attempts().stream().filter(lineage::isAstray).count());
  }

  /** A write that went astray is no success, whatever the client was told. */
  private List<Moment> moments(Entry entry) {
    return entry.attempts().stream()
        .filter(attempt -> attempt.isServed() && !lineage.isAstray(attempt))
        .map(served -> new Moment(millis(served), name(served)))
        .filter(moment -> moment.at() >= FROM && moment.at() <= to)
        .sorted(Comparator.comparingDouble(Moment::at))
        .toList();
  }

  private String name(Attempt served) {
    return names.getOrDefault(served.by(), served.by());
  }

  private long count(Entry entry, Outcome outcome) {
    return entry.attempts().stream()
        .filter(attempt -> attempt.outcome() == outcome)
        .filter(attempt -> millis(attempt) > 0 && millis(attempt) <= to)
        .count();
  }

  private double millis(Attempt attempt) {
    return millis(attempt.ended() - strike);
  }

  static double millis(long nanos) {
    return rounded(nanos / (double) TimeUnit.MILLISECONDS.toNanos(1));
  }

  /** To tenths, which is more than such a measurement knows. */
  private static double rounded(double millis) {
    return Math.round(millis * 10) / 10.0;
  }
}
