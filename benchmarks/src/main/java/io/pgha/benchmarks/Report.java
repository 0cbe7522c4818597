package io.pgha.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
  private static final String CONTENDER = "contender";
  private static final String BYTES = "gc.alloc.rate.norm";

  private final Origin origin;
  private final Collection<RunResult> results;

  private Report(Origin origin, Collection<RunResult> results) {
    this.origin = origin;
    this.results = results;
  }

  static Report of(Collection<RunResult> results) {
    return new Report(Origin.of(Clock.systemUTC().instant(), "make bench"), results);
  }

  /** With each single measurement, in the words of JMH. */
  record Data(Origin origin, JsonNode results) {}

  Data data() throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(json, /* autoFlush= */ false, UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
    }
    return new Data(origin, new ObjectMapper().readTree(json.toByteArray()));
  }

  String text() {
    return """
        # What pgha costs

        %s

        All numbers are of one call, and medians of all measurements. Processor is how long the JVM had a processor for it, which is
        what counts where nobody else is waited for. A ratio is to the median of pgjdbc in the same benchmark and run, with the interval
        in which it lies in 95 %% of 2,000 resamplings. Each single measurement is in `raw/jmh.json`.
        %s"""
        .formatted(origin.sentence(), tables());
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
    RunResult pgjdbc = ofPgjdbc(result.getParams());
    return "| %s | %s | %s | %s | %s |"
        .formatted(
            call(result.getParams()),
            parameters(result.getParams()),
            beside(Samples.times(result), pgjdbc == null ? null : Samples.times(pgjdbc)),
            beside(processor(result), pgjdbc == null ? null : processor(pgjdbc)),
            bytes(bytes(result), pgjdbc == null ? null : bytes(pgjdbc)));
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

  private static String call(BenchmarkParams params) {
    return params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
  }

  private static String parameters(BenchmarkParams params) {
    return params.getParamsKeys().stream()
        .map(key -> key.equals(CONTENDER) ? params.getParam(key) : key + " " + params.getParam(key))
        .collect(Collectors.joining(", "));
  }

  /** The same call of pgjdbc; null for what pgjdbc has no part in. */
  private @Nullable RunResult ofPgjdbc(BenchmarkParams params) {
    return results.stream()
        .filter(other -> other.getParams().getBenchmark().equals(params.getBenchmark()))
        .filter(other -> "PGJDBC".equals(other.getParams().getParam(CONTENDER)))
        .findAny()
        .orElse(null);
  }

  private static Samples processor(RunResult result) {
    return Samples.secondary(result, ProcessorProfiler.LABEL);
  }

  private static Samples bytes(RunResult result) {
    return Samples.secondary(result, BYTES);
  }
}
