package io.pgha.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgha.benchmarks.report.Origin;
import java.util.Arrays;
import java.util.List;

/** What JMH would have written of two JVMs with two measurements each. */
final class Results {
  private final ArrayNode results = new ObjectMapper().createArrayNode();

  /** One more, with the same time on the clock and of the processor. */
  Results with(Class<?> type, String call, String contender, double bytes, double... nanos) {
    ObjectNode result = results.addObject().put("benchmark", type.getName() + "." + call);
    result.putObject("params").put("contender", contender);
    measurements(result.putObject("primaryMetric"), nanos);
    ObjectNode secondary = result.putObject("secondaryMetrics");
    measurements(secondary.putObject(ProcessorProfiler.LABEL), nanos);
    measurements(secondary.putObject("gc.alloc.rate.norm"), bytes);
    return this;
  }

  /** Half of them of each JVM. */
  private static void measurements(ObjectNode metric, double... values) {
    ArrayNode forks = metric.putArray("rawData");
    int half = (values.length + 1) / 2;
    for (double[] fork :
        List.of(
            Arrays.copyOfRange(values, 0, half),
            Arrays.copyOfRange(values, values.length - half, values.length))) {
      Arrays.stream(fork).forEach(forks.addArray()::add);
    }
  }

  Run by(String command) {
    return new Run(new Origin("today", command, "a machine", "versions"), results);
  }

  List<Measured> measured() {
    return Measured.of(results);
  }
}
