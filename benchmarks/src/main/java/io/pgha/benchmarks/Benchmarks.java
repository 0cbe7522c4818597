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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
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

  /** Of what was measured so far, and of earlier runs. */
  private Report report = new Report(List.of());

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
    Benchmarks benchmarks = new Benchmarks(List.of(arguments).subList(1, arguments.length));
    if (!benchmarks.tells()) {
      benchmarks.run(Files.createDirectories(Path.of(arguments[0])));
    }
  }

  /** Whether one of the options asks what there is, and not for a run; it is told then. */
  private boolean tells() throws IOException, RunnerException {
    if (asked.shouldHelp()) {
      asked.showHelp();
    } else if (asked.shouldList()) {
      new Runner(asked).list();
    } else if (asked.shouldListWithParams()) {
      new Runner(asked).listWithParams(asked);
    } else if (asked.shouldListProfilers()) {
      asked.listProfilers();
    } else if (asked.shouldListResultFormats()) {
      asked.listResultFormats();
    } else {
      return false;
    }
    return true;
  }

  /** What is measured is written down before the cluster starts, too. */
  private void run(Path folder) throws IOException, RunnerException {
    if (!has(ON_CLUSTER) && !has(OFF_CLUSTER)) {
      throw new IllegalArgumentException("No benchmark is named so: " + asked.getIncludes());
    }
    if (has(ON_CLUSTER)) {
      run(options().parent(asked).exclude(ON_CLUSTER));
      write(folder);
    }
    if (has(OFF_CLUSTER)) {
      try (Scene scene = Scene.start()) {
        String told = "-D" + Endpoints.PROPERTY + "=" + scene.file();
        run(options().parent(asked).exclude(OFF_CLUSTER).jvmArgsAppend(told));
      }
      write(folder);
    }
    report.goals().forEach(goal -> System.out.println(goal.line()));
    System.out.println("Written: " + folder.resolve("index.html"));
  }

  /** Whether there are some that are wanted, without these. */
  private boolean has(String excluded) {
    return !find(asked.getIncludes(), List.of(excluded)).isEmpty();
  }

  private static Set<String> find(List<String> included, List<String> excluded) {
    OutputFormat silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
    return BenchmarkList.defaultList().find(silent, included, excluded).stream()
        .map(BenchmarkListEntry::getUsername)
        .collect(Collectors.toSet());
  }

  private void run(ChainedOptionsBuilder options) throws RunnerException {
    results.addAll(new Runner(options.build()).run());
  }

  private void write(Path folder) throws IOException {
    Origin origin = Origin.of(Clock.systemUTC().instant(), command(), used());
    List<Run> earlier = Run.of(Page.read(folder, PART));
    report = new Report(Run.of(origin, results).after(earlier, find(List.of(), List.of())));
    Page.write(folder, PART, report.data(), report.text());
  }

  private String command() {
    return arguments.isEmpty()
        ? "make bench"
        : "make bench JMH='%s'".formatted(String.join(" ", arguments));
  }

  private static boolean isOnCluster(RunResult result) {
    return Pattern.compile(ON_CLUSTER).matcher(result.getParams().getBenchmark()).find();
  }

  private Set<Software> used() {
    Set<Software> used =
        EnumSet.of(Software.PGJDBC, Software.HIKARI, Software.P6SPY, Software.AWS, Software.JMH);
    if (results.stream().anyMatch(Benchmarks::isOnCluster)) {
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
