package io.pgha.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.pgha.benchmarks.report.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/**
 * One run of benchmarks.
 *
 * @param results with each single measurement, in the words of JMH
 */
record Run(Origin origin, ArrayNode results) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Run of(Origin origin, Collection<RunResult> results) throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(json, /* autoFlush= */ false, UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
    }
    return new Run(origin, (ArrayNode) JSON.readTree(json.toByteArray()));
  }

  /** Those of which a report tells. */
  static List<Run> of(JsonNode report) throws IOException {
    List<Run> runs = new ArrayList<>();
    for (JsonNode run : report.path("runs")) {
      runs.add(JSON.treeToValue(run, Run.class));
    }
    return runs;
  }

  /**
   * This run, after what it leaves of those before: it replaces the benchmarks that it measured,
   * all contenders of each, since only what one run has measured can be compared.
   *
   * @param known the benchmarks that there are; others have gone, or have another name now
   */
  List<Run> after(List<Run> earlier, Set<String> known) {
    Set<String> left = new HashSet<>(known);
    left.removeAll(benchmarks());
    return Stream.concat(
            earlier.stream().map(run -> run.only(left)).filter(Run::hasResults), Stream.of(this))
        .toList();
  }

  private Run only(Set<String> benchmarks) {
    ArrayNode left = JSON.createArrayNode();
    results.forEach(
        result -> {
          if (benchmarks.contains(result.path("benchmark").asText())) {
            left.add(result);
          }
        });
    return new Run(origin, left);
  }

  private boolean hasResults() {
    return !results.isEmpty();
  }

  private Set<String> benchmarks() {
    return measured().stream().map(Measured::benchmark).collect(Collectors.toSet());
  }

  /** The names of what it measured, in short. */
  String titles() {
    return measured().stream().map(Measured::title).distinct().collect(Collectors.joining(", "));
  }

  List<Measured> measured() {
    return Measured.of(results);
  }
}
