package io.pgha.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.benchmarks.report.Goal;
import io.pgha.benchmarks.report.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each benchmark once, in this JVM, so that none rots. */
final class SmokeIT {
  private static Run run;

  @BeforeAll
  static void run() throws Exception {
    try (Scene scene = Scene.start()) {
      System.setProperty(Endpoints.PROPERTY, scene.file().toString());
      Origin origin = new Origin("now", "make bench-smoke", "a machine", "versions");
      run = Run.of(origin, new Runner(once()).run());
    } finally {
      System.clearProperty(Endpoints.PROPERTY);
    }
  }

  private static Options once() {
    return Benchmarks.options()
        .forks(0)
        .mode(Mode.SingleShotTime)
        .warmupIterations(0)
        .measurementIterations(1)
        .verbosity(VerboseMode.SILENT)
        .build();
  }

  @Test
  void everyBenchmarkRuns() {
    Set<String> expected =
        Stream.of(
                ClusterBenchmark.class,
                ClusterPoolBenchmark.class,
                RoutingBenchmark.class,
                StubBenchmark.class,
                StubPoolBenchmark.class,
                UrlBenchmark.class)
            .flatMap(SmokeIT::benchmarks)
            .collect(Collectors.toSet());
    assertThat(run.measured())
        .extracting(Measured::benchmark)
        .containsOnly(expected.toArray(String[]::new));
  }

  private static Stream<String> benchmarks(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.isAnnotationPresent(Benchmark.class))
        .map(method -> type.getName() + "." + method.getName());
  }

  @Test
  void everybodyIsMeasuredOnAClusterAndOverMemory() {
    assertThat(contenders(ClusterPoolBenchmark.class)).isEqualTo(names(RealContender.values()));
    assertThat(contenders(StubPoolBenchmark.class)).isEqualTo(names(StubContender.values()));
  }

  private static Set<String> contenders(Class<?> type) {
    return run.measured().stream()
        .filter(result -> result.type().equals(type.getSimpleName()))
        .map(Measured::contender)
        .collect(Collectors.toSet());
  }

  private static Set<String> names(Enum<?>[] contenders) {
    return Arrays.stream(contenders).map(Enum::name).collect(Collectors.toSet());
  }

  @Test
  void everyBenchmarkIsMeasured() {
    assertThat(run.measured())
        .allSatisfy(result -> assertThat(result.time().median()).isPositive());
  }

  @Test
  void reportHasARowForEachResult() {
    assertThat(new Report(List.of(run)).data().rows()).hasSameSizeAs(run.measured());
  }

  @Test
  void goalsAreJudged() {
    assertThat(Goals.judge(run.measured()))
        .extracting(Goal::goal)
        .anyMatch(goal -> goal.startsWith("create and close a statement"))
        .anyMatch(goal -> goal.startsWith("a row of two columns"))
        .anyMatch(goal -> goal.startsWith("connect and close"))
        .anyMatch(
            goal -> goal.startsWith("round trips on a cluster, springTransaction of PGHA_HIKARI"))
        .anyMatch(goal -> goal.startsWith("no peer"))
        .anyMatch(goal -> goal.startsWith("routing, replicaBy8Threads of 100"));
  }
}
