package io.pgha.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * What was measured of one call with one set of parameters.
 *
 * @param benchmark the method, with its class
 * @param time on the clock
 * @param processor how long the JVM had a processor
 */
record Measured(
    String benchmark, Map<String, String> params, Samples time, Samples processor, Samples bytes) {
  private static final String CONTENDER = "contender";
  private static final String BYTES = "gc.alloc.rate.norm";
  private static final Set<String> OURS =
      Set.of(RealContender.PGHA.name(), RealContender.PGHA_HIKARI.name());

  /** Of what JMH writes as JSON. */
  static List<Measured> of(JsonNode results) {
    return StreamSupport.stream(results.spliterator(), /* parallel= */ false)
        .map(Measured::ofOne)
        .toList();
  }

  private static Measured ofOne(JsonNode result) {
    Map<String, String> params = new LinkedHashMap<>();
    result.path("params").properties().forEach(p -> params.put(p.getKey(), p.getValue().asText()));
    JsonNode secondary = result.path("secondaryMetrics");
    return new Measured(
        result.path("benchmark").asText(),
        params,
        Samples.of(result.path("primaryMetric")),
        Samples.of(secondary.path(ProcessorProfiler.LABEL)),
        Samples.of(secondary.path(BYTES)));
  }

  /** The class and the method. */
  String title() {
    return benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
  }

  String type() {
    return title().substring(0, title().indexOf('.'));
  }

  String call() {
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }

  /** The call as people would write it. */
  String words() {
    return call().replaceAll("(?<=[a-z])(?=[A-Z0-9])", " ").toLowerCase(Locale.ROOT);
  }

  /** Who was measured; empty where that is no question. */
  String contender() {
    return params.getOrDefault(CONTENDER, "");
  }

  boolean isOfPgjdbc() {
    return contender().equals(RealContender.PGJDBC.name());
  }

  boolean isOurs() {
    return OURS.contains(contender());
  }

  /** Whether it is of somebody who could stand in pgha's place. */
  boolean isOfPeer() {
    return !contender().isEmpty() && !isOfPgjdbc() && !isOurs();
  }

  /** Where nobody else is waited for, the processor's time; else that on the clock. */
  Samples cost() {
    return type().startsWith("Cluster") ? time : processor;
  }

  /** The same call of pgjdbc; empty for what pgjdbc has no part in. */
  Optional<Measured> pgjdbc(Collection<Measured> all) {
    return all.stream()
        .filter(other -> other.benchmark.equals(benchmark) && other.isOfPgjdbc())
        .findAny();
  }
}
