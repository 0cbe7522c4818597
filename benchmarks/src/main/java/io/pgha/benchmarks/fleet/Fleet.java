package io.pgha.benchmarks.fleet;

import io.pgha.benchmarks.fleet.Results.Check;
import io.pgha.benchmarks.report.Count;
import io.pgha.benchmarks.report.Goal;
import io.pgha.benchmarks.report.Origin;
import io.pgha.benchmarks.report.Software;
import io.pgha.benchmarks.report.Threads;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Measures what many JVMs cost a cluster: some on real members, then very many on members that are
 * modelled on the real ones. Filled by picocli.
 */
@Command(
    name = "fleet",
    description = "Counts what many JVMs cost a cluster, real and simulated.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class Fleet implements Callable<Integer> {
  /** Tells who leads each of the many clusters. Kept here, since its level would go with it. */
  private static final Logger DRIVER = Logger.getLogger("io.pgha.driver");

  private static final Set<Software> USED =
      Set.of(Software.PGJDBC, Software.POSTGRESQL, Software.PATRONI, Software.ETCD);

  /** Of many more some always hurry, and minutes of that take minutes to simulate. */
  private static final int MOST_QUIET = 1_000;

  @Mixin private Options options = new Options();

  private final Progress progress = new Progress(this::steps);
  private final List<Calibration> calibrations = new ArrayList<>();
  private final List<RealRun> real = new ArrayList<>();

  /** The version of the real ones. */
  private String patroni = "";

  private int members;

  /** From a leader's end to the next one, as the real cluster had it. */
  private Duration lockLife = Duration.ZERO;

  Fleet() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Fleet()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** Measures, simulates, and writes the report, what was measured so far too. */
  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    DRIVER.setLevel(Level.SEVERE);
    progress.says("seed " + options.seed());
    measure(/* tls= */ false);
    write(List.of(), List.of());
    measure(/* tls= */ true);
    write(List.of(), List.of());
    Model model = new Model(calibrations.get(0).serviceTimes(), lockLife, options.interval());
    List<SimulatedRun> simulated = simulated(model);
    write(simulated, check(model.times())).forEach(goal -> progress.says(goal.line()));
    progress.says("Written: " + options.out().resolve("index.html"));
    return 0;
  }

  private int steps() {
    return RealFleet.steps(options, /* tls= */ false)
        + RealFleet.steps(options, /* tls= */ true)
        + (int) options.simulated().stream().flatMap(Fleet::situations).count();
  }

  private List<Goal> write(List<SimulatedRun> simulated, List<Check> check) throws IOException {
    List<Goal> goals = Goals.judge(real, simulated);
    FleetReport.write(
        new Results(
            Origin.of(Clock.systemUTC().instant(), options.command(), USED),
            options.seed(),
            patroni,
            members,
            options.interval().toSeconds(),
            calibrations,
            check,
            real,
            simulated,
            goals),
        options.out());
    return goals;
  }

  /** The largest fleet comes last, and after the last leader that fails nothing is healed. */
  private void measure(boolean tls) throws SQLException, InterruptedException {
    try (RealFleet fleet = RealFleet.start(options, progress, tls)) {
      calibrations.add(fleet.calibrate());
      fleet.measure();
      real.addAll(fleet.runs());
      patroni = fleet.patroni();
      members = fleet.members();
      lockLife = tls ? lockLife : fleet.lockLife();
    }
  }

  /** As many at once as there are processors, the largest first. */
  private List<SimulatedRun> simulated(Model model) throws InterruptedException {
    List<Callable<SimulatedRun>> tasks =
        options.simulated().stream()
            .sorted(Comparator.reverseOrder())
            .flatMap(jvms -> situations(jvms).map(each -> task(each, jvms, model)))
            .toList();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), Threads.named("simulation"));
    List<SimulatedRun> runs = new ArrayList<>();
    try {
      for (Future<SimulatedRun> each : threads.invokeAll(tasks)) {
        runs.add(result(each));
      }
    } finally {
      threads.shutdownNow();
    }
    runs.sort(Comparator.comparing(SimulatedRun::jvms));
    return runs;
  }

  private static Stream<Situation> situations(int jvms) {
    return Stream.of(Situation.values())
        .filter(each -> each != Situation.QUIET || jvms <= MOST_QUIET);
  }

  private Callable<SimulatedRun> task(Situation situation, int jvms, Model model) {
    return () -> {
      SimulatedRun run = SimulatedFleet.run(situation, jvms, model, options.seed());
      progress.step(line(run));
      return run;
    };
  }

  private static String line(SimulatedRun run) {
    return String.format(
        Locale.ROOT,
        "%s, %s: %,.0f requests a second to a member, others wait %,.1f ms (99 %%)",
        Count.of(run.jvms(), "simulated JVM"),
        run.situation(),
        run.requestsPerSecond(),
        run.others().p99());
  }

  private static SimulatedRun result(Future<SimulatedRun> simulated) throws InterruptedException {
    try {
      return simulated.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A simulation has failed", e.getCause());
    }
  }

  private List<Check> check(ServiceTimes times) {
    Load storm = calibrations.get(0).storm();
    return List.of(
        Check.of("real", storm),
        Check.of(
            "simulated",
            SimulatedLoad.run(times, storm.clients(), options.steady(), options.seed())));
  }
}
