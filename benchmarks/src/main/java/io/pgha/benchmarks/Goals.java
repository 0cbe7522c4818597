package io.pgha.benchmarks;

import io.pgha.benchmarks.report.Goal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;

/**
 * Judges a run by what pgha is to cost at most; what was not measured in it is not judged. Where
 * nobody else is waited for, time is that of the processor.
 */
final class Goals {
  private static final String OURS = "PGHA";
  private static final int ROWS = 1_000;

  private final Collection<RunResult> results;
  private final List<Goal> judged = new ArrayList<>();

  private Goals(Collection<RunResult> results) {
    this.results = results;
  }

  static List<Goal> judge(Collection<RunResult> results) {
    return new Goals(results).judge();
  }

  private List<Goal> judge() {
    overMemory("create and close a statement", "createAndCloseStatement", 1, 100, 32);
    overMemory("execute a statement with nothing to send", "executeEmptyBatch", 1, 100, 64);
    overMemory("prepare, execute and read select 1", "preparedSelect1", 1, 100, 64);
    overMemory("a row of two columns", "rows1000", ROWS, 2, 0);
    ours(ClusterBenchmark.class, "connectAndClose").ifPresent(this::connect);
    of(RoutingBenchmark.class).forEach(this::routing);
    return List.copyOf(judged);
  }

  private void overMemory(String what, String call, int times, double nanos, double bytes) {
    Optional<RunResult> measured = ours(StubBenchmark.class, call);
    if (measured.isPresent()) {
      double added = added(measured.get(), Measures::processor) / times;
      double more = added(measured.get(), Measures::bytes) / times;
      judge(
          text("%s, over memory: at most %.0f ns and %.0f bytes more", what, nanos, bytes),
          text("%.1f ns, %.1f bytes", added, more),
          added <= nanos && Math.round(more) <= bytes);
    }
  }

  private double added(RunResult ours, Function<RunResult, Samples> measure) {
    return measure.apply(ours).median() - measure.apply(pgjdbc(ours)).median();
  }

  private void connect(RunResult ours) {
    double ratio = Samples.times(ours).median() / Samples.times(pgjdbc(ours)).median();
    judge(
        "connect and close: at most 1.02 times as long as pgjdbc to the known leader",
        text("%.3f times", ratio),
        ratio <= 1.02);
  }

  private void routing(RunResult result) {
    double nanos = Measures.processor(result).median();
    double bytes = Measures.bytes(result).median();
    judge(
        text(
            "routing, %s of %s: at most 100 ns and 0 bytes",
            Measures.call(result.getParams()), result.getParams().getParam("members")),
        text("%.1f ns, %.1f bytes", nanos, bytes),
        nanos <= 100 && Math.round(bytes) == 0);
  }

  private void judge(String goal, String value, boolean met) {
    judged.add(new Goal(goal, value, met));
  }

  private Optional<RunResult> ours(Class<?> type, String call) {
    return of(type)
        .filter(each -> Measures.call(each.getParams()).equals(call))
        .filter(each -> OURS.equals(each.getParams().getParam(Measures.CONTENDER)))
        .findAny();
  }

  private Stream<RunResult> of(Class<?> type) {
    return results.stream()
        .filter(each -> each.getParams().getBenchmark().startsWith(type.getName() + "."));
  }

  private RunResult pgjdbc(RunResult ours) {
    return Measures.ofPgjdbc(results, ours.getParams()).orElseThrow();
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
