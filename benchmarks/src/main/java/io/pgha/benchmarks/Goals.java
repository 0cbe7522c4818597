package io.pgha.benchmarks;

import io.pgha.benchmarks.report.Goal;
import io.pgha.benchmarks.report.Goal.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Judges by what pgha is to cost at most; what was not measured is not judged. Where nobody else is
 * waited for, time is that of the processor.
 */
final class Goals {
  private static final int ROWS = 1_000;

  /** Those in which the server is asked something, on a connection that is there. */
  private static final Set<String> ROUND_TRIPS =
      Set.of(
          "preparedSelect1",
          "rows1000",
          "borrowQueryAndReturn",
          "springTransaction",
          "springReadOnlyTransaction");

  private final Collection<Measured> results;
  private final List<Goal> judged = new ArrayList<>();

  private Goals(Collection<Measured> results) {
    this.results = results;
  }

  static List<Goal> judge(Collection<Measured> results) {
    return new Goals(results).judge();
  }

  private List<Goal> judge() {
    overMemory("create and close a statement", "createAndCloseStatement", 1, 100, 32);
    overMemory("execute a statement with nothing to send", "executeEmptyBatch", 1, 100, 64);
    overMemory("prepare, execute and read select 1", "preparedSelect1", 1, 100, 64);
    overMemory("a row of two columns", "rows1000", ROWS, 2, 0);
    of("RoutingBenchmark").forEach(this::routing);
    ours("ClusterBenchmark")
        .filter(each -> each.call().equals("connectAndClose"))
        .forEach(this::connect);
    ours("Cluster").filter(each -> ROUND_TRIPS.contains(each.call())).forEach(this::roundTrip);
    peersTakeNoLessTime();
    peersAllocateNoLess();
    return List.copyOf(judged);
  }

  private void overMemory(String what, String call, int times, double nanos, double bytes) {
    ours("StubBenchmark")
        .filter(each -> each.call().equals(call))
        .forEach(each -> overMemory(what, each, times, nanos, bytes));
  }

  private void overMemory(String what, Measured ours, int times, double nanos, double bytes) {
    Measured pgjdbc = pgjdbc(ours);
    Estimate added = ours.processor().minus(pgjdbc.processor()).dividedBy(times);
    double more = (ours.bytes().median() - pgjdbc.bytes().median()) / times;
    judge(
        text("%s, over memory: at most %.0f ns and %.0f bytes more", what, nanos, bytes),
        added.text("%,.1f") + text(" ns, %.1f bytes", more),
        added.atMost(nanos).and(Verdict.of(Math.round(more) <= bytes)));
  }

  private void routing(Measured result) {
    Estimate nanos = result.processor().medianEstimate();
    double bytes = result.bytes().median();
    judge(
        text(
            "routing, %s of %s: at most 100 ns and 0 bytes",
            result.call(), String.join(", ", result.params().values())),
        nanos.text("%,.1f") + text(" ns, %.1f bytes", bytes),
        nanos.atMost(100).and(Verdict.of(Math.round(bytes) == 0)));
  }

  private void connect(Measured ours) {
    Estimate ratio = ours.time().ratioTo(pgjdbc(ours).time());
    judge(
        "connect and close: at most 1.02 times as long as pgjdbc to the known leader",
        ratio.text("%.3f") + " times",
        ratio.atMost(1.02));
  }

  /** Indistinguishable, or better; how much the scatter could hide is what the interval tells. */
  private void roundTrip(Measured ours) {
    Estimate ratio = ours.time().ratioTo(pgjdbc(ours).time());
    judge(
        text(
            "round trips on a cluster, %s of %s: the interval of the ratio to pgjdbc holds 1.00, or"
                + " is below",
            ours.call(), ours.contender()),
        ratio.text("%.3f"),
        Verdict.of(ratio.from() <= 1));
  }

  /** Peers are all but the bare pgjdbc, which is what the others add to. */
  private void peersTakeNoLessTime() {
    peers(
        "no peer takes less time in any row, so that the intervals of the medians are apart",
        ours(""),
        new Figure(result -> result.cost().medianEstimate(), "ns"));
  }

  /** Over memory only: elsewhere a proxy may be a peer, whose JVM holds nothing but pgjdbc. */
  private void peersAllocateNoLess() {
    peers(
        "no wrapper allocates less in any row, over memory",
        ours("Stub"),
        new Figure(result -> result.bytes().medianEstimate().rounded(), "B"));
  }

  private void peers(String goal, Stream<Measured> ours, Figure figure) {
    List<Pair> pairs = ours.flatMap(each -> pairs(each, figure)).toList();
    List<String> better = pairs.stream().filter(Pair::peerIsBetter).map(Pair::text).toList();
    if (!pairs.isEmpty()) {
      judge(
          goal,
          better.isEmpty() ? text("none of %d", pairs.size()) : String.join("; ", better),
          Verdict.of(better.isEmpty()));
    }
  }

  private record Figure(Function<Measured, Estimate> estimate, String unit) {
    Estimate of(Measured one) {
      return estimate.apply(one);
    }

    String text(Measured one) {
      return one.contender() + " " + of(one).text("%,.0f") + " " + unit;
    }
  }

  private record Pair(Measured ours, Measured peer, Figure figure) {
    boolean peerIsBetter() {
      return figure.of(peer).isBelow(figure.of(ours));
    }

    String text() {
      return "%s, %s, %s".formatted(ours.title(), figure.text(peer), figure.text(ours));
    }
  }

  private Stream<Pair> pairs(Measured ours, Figure figure) {
    return results.stream()
        .filter(each -> each.isOfPeer() && each.benchmark().equals(ours.benchmark()))
        .map(peer -> new Pair(ours, peer, figure));
  }

  private void judge(String goal, String value, Verdict verdict) {
    judged.add(new Goal(goal, value, verdict));
  }

  /** Beside which pgjdbc was measured. */
  private Stream<Measured> ours(String type) {
    return of(type).filter(each -> each.isOurs() && each.pgjdbc(results).isPresent());
  }

  private Stream<Measured> of(String type) {
    return results.stream().filter(each -> each.type().startsWith(type));
  }

  private Measured pgjdbc(Measured ours) {
    return ours.pgjdbc(results).orElseThrow();
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
