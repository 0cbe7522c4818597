package io.pgha.benchmarks;

import java.util.Collection;
import java.util.Optional;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** What is measured of a call beside its time, and who is measured beside pgha. */
final class Measures {
  static final String CONTENDER = "contender";
  private static final String BYTES = "gc.alloc.rate.norm";

  private Measures() {}

  static String call(BenchmarkParams params) {
    return params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
  }

  static Samples processor(RunResult result) {
    return Samples.secondary(result, ProcessorProfiler.LABEL);
  }

  static Samples bytes(RunResult result) {
    return Samples.secondary(result, BYTES);
  }

  /** The same call of pgjdbc; empty for what pgjdbc has no part in. */
  static Optional<RunResult> ofPgjdbc(Collection<RunResult> results, BenchmarkParams params) {
    return results.stream()
        .filter(other -> other.getParams().getBenchmark().equals(params.getBenchmark()))
        .filter(other -> "PGJDBC".equals(other.getParams().getParam(CONTENDER)))
        .findAny();
  }
}
