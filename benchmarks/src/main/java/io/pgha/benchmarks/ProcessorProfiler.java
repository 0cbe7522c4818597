package io.pgha.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * How long this JVM had a processor for each call. On a machine that others use too, that scatters
 * far less than the time on the clock. Made by JMH.
 */
public final class ProcessorProfiler implements InternalProfiler {
  static final String LABEL = "processor";

  private final OperatingSystemMXBean system =
      Objects.requireNonNull(ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class));

  private long before;

  /** Called by JMH. */
  public ProcessorProfiler() {}

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = system.getProcessCpuTime();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double nanos = system.getProcessCpuTime() - before;
    double calls = result.getMetadata().getAllOps();
    return List.of(new ScalarResult(LABEL, nanos / calls, "ns/op", AggregationPolicy.AVG));
  }

  @Override
  public String getDescription() {
    return "Processor time of each call";
  }
}
