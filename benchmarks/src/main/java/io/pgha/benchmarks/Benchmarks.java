package io.pgha.benchmarks;

import io.pgha.benchmarks.report.Origin;
import io.pgha.benchmarks.report.Page;
import io.pgha.benchmarks.report.Software;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs benchmarks and writes their part of the report. Those that need a cluster come last, so that
 * none takes time from the others.
 */
public final class Benchmarks {
  /** Its name in the report. */
  static final String PART = "jmh";

  private static final String ON_CLUSTER = "\\.Cluster\\w*Benchmark\\.";
  private static final String OFF_CLUSTER = "\\.(Stub\\w*|Routing|Url)Benchmark\\.";

  private final List<String> arguments;
  private final CommandLineOptions asked;
  private final List<RunResult> results = new ArrayList<>();

  private Benchmarks(List<String> arguments) throws CommandLineOptionException {
    this.arguments = arguments;
    this.asked = new CommandLineOptions(arguments.toArray(String[]::new));
  }

  /**
   * Runs them.
   *
   * @param arguments the folder of the report, and options of JMH, such as a regular expression for
   *     the names of benchmarks
   */
  public static void main(String[] arguments)
      throws CommandLineOptionException, IOException, RunnerException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Benchmarks benchmarks = new Benchmarks(List.of(arguments).subList(1, arguments.length));
    benchmarks.run();
    benchmarks.write(folder);
  }

  private void run() throws IOException, RunnerException {
    if (has(ON_CLUSTER)) {
      run(options().parent(asked).exclude(ON_CLUSTER));
    }
    if (has(OFF_CLUSTER)) {
      try (Scene scene = Scene.start()) {
        String told = "-D" + Endpoints.PROPERTY + "=" + scene.file();
        run(options().parent(asked).exclude(OFF_CLUSTER).jvmArgsAppend(told));
      }
    }
  }

  /** Whether there are some that are wanted, without these. */
  private boolean has(String excluded) {
    OutputFormat silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
    return !BenchmarkList.defaultList()
        .find(silent, asked.getIncludes(), List.of(excluded))
        .isEmpty();
  }

  private void run(ChainedOptionsBuilder options) throws RunnerException {
    results.addAll(new Runner(options.build()).run());
  }

  private void write(Path folder) throws IOException {
    if (results.isEmpty()) {
      throw new IllegalArgumentException("No benchmark is named so: " + asked.getIncludes());
    }
    Origin origin = Origin.of(Clock.systemUTC().instant(), command(), used());
    List<Run> earlier = Run.of(Page.read(folder, PART));
    Report report = new Report(Run.of(origin, results).after(earlier));
    Page.write(folder, PART, report.data(), report.text());
    report.goals().forEach(goal -> System.out.println(goal.line()));
    System.out.println("Written: " + folder.resolve("index.html"));
  }

  private String command() {
    return arguments.isEmpty()
        ? "make bench"
        : "make bench JMH='%s'".formatted(String.join(" ", arguments));
  }

  private Set<Software> used() {
    Set<Software> used =
        EnumSet.of(Software.PGJDBC, Software.HIKARI, Software.P6SPY, Software.AWS, Software.JMH);
    if (has(OFF_CLUSTER)) {
      used.add(Software.POSTGRESQL);
      used.add(Software.PATRONI);
      used.add(Software.ETCD);
      used.add(Software.HAPROXY);
      used.add(Software.PGBOUNCER);
    }
    return used;
  }

  /**
   * One that fails fails the run. The heap is small and in memory from the start: where memory is
   * scarce, the first touch of a page costs more than what is measured.
   */
  static ChainedOptionsBuilder options() {
    return new OptionsBuilder()
        .shouldFailOnError(true)
        .jvmArgs("-Xms256m", "-Xmx256m", "-Xmn32m", "-XX:+AlwaysPreTouch")
        .addProfiler(GCProfiler.class)
        .addProfiler(ProcessorProfiler.class);
  }
}
