package io.pgha.benchmarks;

import io.pgha.benchmarks.report.Goal;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results as tables, beside those of pgjdbc in the same run. */
final class Report {
  private static final List<String> HEAD =
      List.of(
          "of", "time, ns", "processor, ns", "bytes", "ratio to pgjdbc", "adds, ns", "adds, bytes");

  private final List<Run> runs;
  private final List<Measured> results;
  private final List<Goal> goals;

  /** Of runs of which no two have measured the same. */
  Report(List<Run> runs) {
    this.runs = runs;
    this.results = runs.stream().flatMap(run -> run.measured().stream()).toList();
    this.goals = Goals.judge(results);
  }

  List<Goal> goals() {
    return goals;
  }

  /**
   * One result as it is shown.
   *
   * @param cells below {@link #HEAD}
   */
  record Row(String benchmark, List<String> cells) {
    private String text() {
      return cells.stream()
          .collect(
              Collectors.joining(
                  " | ", "| " + benchmark.substring(benchmark.lastIndexOf('.') + 1) + " | ", " |"));
    }
  }

  /** What the page shows, with each single measurement. */
  record Data(
      List<Run> runs, List<String> head, List<Row> rows, String explanation, List<Goal> goals) {}

  Data data() {
    return new Data(runs, HEAD, results.stream().map(this::row).toList(), explanation(), goals);
  }

  String text() {
    return """
        # What pgha costs

        %s

        %s Each single measurement is in `raw/jmh.json`.

        %s%s"""
        .formatted(
            origins(),
            explanation(),
            Goal.section(Benchmarks.PART, goals),
            of(type -> new AddedTable(type).text()) + of(this::table));
  }

  private String origins() {
    return runs.size() == 1
        ? runs.get(0).origin().sentence()
        : runs.stream()
            .map(run -> "* %s: %s".formatted(run.titles(), run.origin().sentence()))
            .collect(Collectors.joining("\n"));
  }

  private static String explanation() {
    return String.format(
        Locale.ROOT,
        """
        All numbers are of one call, and medians of all measurements. Processor is how long the JVM had a processor for it. A ratio, and
        what is added, are to the median of pgjdbc in the same benchmark and run: of the processor's time where nobody else is waited for, on
        a cluster of that on the clock. In brackets is the interval in which a number lies in 95 %% of %,d resamplings of the JVMs and the measurements in
        each (seed %d).""",
        Samples.RESAMPLINGS,
        Samples.SEED);
  }

  /** One table for each class. */
  private String of(Function<List<Measured>, String> table) {
    return results.stream()
        .collect(Collectors.groupingBy(Measured::type, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(table)
        .collect(Collectors.joining());
  }

  private String table(List<Measured> rows) {
    return """

        ## %s

        | call | %s |
        |---|---|---:|---:|---:|---:|---:|---:|
        %s
        """
        .formatted(
            rows.get(0).type(),
            String.join(" | ", HEAD),
            rows.stream().map(this::row).map(Row::text).collect(Collectors.joining("\n")));
  }

  private Row row(Measured result) {
    List<String> own =
        List.of(
            parameters(result),
            number("%,.1f", result.time()),
            number("%,.1f", result.processor()),
            number("%,.0f", result.bytes()));
    List<String> beside =
        result.pgjdbc(results).map(pgjdbc -> beside(result, pgjdbc)).orElse(List.of("", "", ""));
    return new Row(result.benchmark(), Stream.concat(own.stream(), beside.stream()).toList());
  }

  private static List<String> beside(Measured result, Measured pgjdbc) {
    return List.of(
        result.cost().ratioTo(pgjdbc.cost()).text("%.2f"),
        result.cost().minus(pgjdbc.cost()).text("%,.1f"),
        String.format(
            Locale.ROOT, "%+,d", Math.round(result.bytes().median() - pgjdbc.bytes().median())));
  }

  private static String number(String format, Samples samples) {
    return String.format(Locale.ROOT, format, samples.median());
  }

  private static String parameters(Measured result) {
    return result.params().entrySet().stream()
        .map(
            param ->
                param.getValue().equals(result.contender())
                    ? param.getValue()
                    : param.getKey() + " " + param.getValue())
        .collect(Collectors.joining(", "));
  }
}
