package io.pgha.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgha.benchmarks.report.Goal;
import io.pgha.benchmarks.report.Notes;
import io.pgha.benchmarks.report.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/** The results of one run as tables in Markdown, beside those of pgjdbc in the same run. */
final class Report {
  private final Origin origin;
  private final Collection<RunResult> results;
  private final List<Goal> goals;

  private Report(Origin origin, Collection<RunResult> results) {
    this.origin = origin;
    this.results = results;
    this.goals = Goals.judge(results);
  }

  /**
   * @param options of JMH with which these were measured
   */
  static Report of(Collection<RunResult> results, List<String> options) {
    String command =
        options.isEmpty()
            ? "make bench"
            : "make bench JMH='%s'".formatted(String.join(" ", options));
    return new Report(Origin.of(Clock.systemUTC().instant(), command), results);
  }

  /** With each single measurement, in the words of JMH. */
  record Data(Origin origin, JsonNode results, List<Goal> goals) {}

  Data data() throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(json, /* autoFlush= */ false, UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
    }
    return new Data(origin, new ObjectMapper().readTree(json.toByteArray()), goals);
  }

  String text() {
    return """
    # What pgha costs

    %s

    All numbers are of one call, and medians of all measurements. Processor is how long the JVM had a processor for it, which is
    what counts where nobody else is waited for. A ratio is to the median of pgjdbc in the same benchmark and run, with the interval
    in which it lies in 95 %% of 2,000 resamplings. Each single measurement is in `raw/jmh.json`.

    %s%s\
    """
        .formatted(origin.sentence(), Goal.section(goals) + Notes.of("jmh"), tables());
  }

  private String tables() {
    return results.stream()
        .collect(Collectors.groupingBy(Report::title, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(table -> table(table.getKey(), table.getValue()))
        .collect(Collectors.joining());
  }

  /** The benchmark's class. */
  private static String title(RunResult result) {
    String[] parts = result.getParams().getBenchmark().split("\\.", -1);
    return parts[parts.length - 2];
  }

  private String table(String title, List<RunResult> rows) {
    return """

    ## %s

    | call | of | time, ns | ratio to pgjdbc | processor, ns | ratio to pgjdbc | bytes | more than pgjdbc |
    |---|---|---:|---:|---:|---:|---:|---:|
    %s
    """
        .formatted(title, rows.stream().map(this::row).collect(Collectors.joining("\n")));
  }

  private String row(RunResult result) {
    RunResult pgjdbc = Measures.ofPgjdbc(results, result.getParams()).orElse(null);
    return "| %s | %s | %s | %s | %s |"
        .formatted(
            Measures.call(result.getParams()),
            parameters(result.getParams()),
            beside(Samples.times(result), pgjdbc == null ? null : Samples.times(pgjdbc)),
            beside(Measures.processor(result), pgjdbc == null ? null : Measures.processor(pgjdbc)),
            bytes(Measures.bytes(result), pgjdbc == null ? null : Measures.bytes(pgjdbc)));
  }

  private static String beside(Samples samples, @Nullable Samples pgjdbc) {
    String median = String.format(Locale.ROOT, "%,.1f", samples.median());
    return median + " | " + (pgjdbc == null ? "" : samples.ratioTo(pgjdbc));
  }

  private static String bytes(Samples samples, @Nullable Samples pgjdbc) {
    String median = String.format(Locale.ROOT, "%,.0f", samples.median());
    return median
        + " | "
        + (pgjdbc == null
            ? ""
            : String.format(Locale.ROOT, "%+,.0f", samples.median() - pgjdbc.median()));
  }

  private static String parameters(BenchmarkParams params) {
    return params.getParamsKeys().stream()
        .map(
            key ->
                key.equals(Measures.CONTENDER)
                    ? params.getParam(key)
                    : key + " " + params.getParam(key))
        .collect(Collectors.joining(", "));
  }
}
