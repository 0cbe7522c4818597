package io.pgha.benchmarks.race;

import io.pgha.benchmarks.race.Results.FailedRound;
import io.pgha.benchmarks.race.Results.RoundResult;
import io.pgha.benchmarks.report.Count;
import io.pgha.benchmarks.report.Goal;
import io.pgha.benchmarks.report.Origin;
import io.pgha.benchmarks.report.Page;
import io.pgha.benchmarks.report.Software;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Runs the failover race and writes {@code race.md}, and {@code raw/race.json} with all that was
 * measured. Filled by picocli.
 */
@Command(
    name = "race",
    description = "All contenders on one real cluster, under one fault at a time. Needs root.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class Race implements Callable<Integer> {
  private static final Pattern EVERYTHING = Pattern.compile(".*");

  private static final Set<Software> USED =
      Set.of(
          Software.PGJDBC,
          Software.HIKARI,
          Software.AWS,
          Software.POSTGRESQL,
          Software.PATRONI,
          Software.ETCD,
          Software.HAPROXY,
          Software.KEEPALIVED);

  /** What contenders say of the faults; kept, or its level would be forgotten. */
  private static final List<Logger> CONTENDERS =
      List.of(
          Logger.getLogger("io.pgha.driver"),
          Logger.getLogger("org.postgresql"),
          Logger.getLogger("software.amazon.jdbc"));

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--faults", paramLabel = "REGEX", description = "Only those of such a name.")
  private Pattern faults = EVERYTHING;

  @Option(
      names = "--contenders",
      paramLabel = "REGEX",
      description = "Only those of such a name, and the limit.")
  private Pattern contenders = EVERYTHING;

  @Option(names = "--rounds", paramLabel = "N", description = "How often each fault strikes.")
  private int rounds = 3;

  @Option(
      names = "--ceiling",
      paramLabel = "SECONDS",
      description =
          "How long after the cluster itself has got over a fault everybody may take; who takes"
              + " longer counts as not back.")
  private int ceiling = 20;

  @Option(
      names = "--asynchronous",
      description =
          "Commits do not wait for a replica, which is Patroni's default: an old leader goes on.")
  private boolean asynchronous;

  @Option(names = "--out", paramLabel = "FOLDER", description = "Where the report goes.")
  private Path folder = Path.of("benchmarks", "report");

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description =
          "Runs nothing: draws the writes of the first round of --faults that is in the report into"
              + " an SVG file.")
  private @Nullable Path picture;

  private final List<RoundResult> done = new ArrayList<>();
  private final List<FailedRound> failed = new ArrayList<>();

  Race() {}

  public static void main(String[] arguments) {
    CONTENDERS.forEach(logger -> logger.setLevel(Level.OFF));
    System.exit(new CommandLine(new Race()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (picture != null) {
      Picture.draw(folder, faults, picture);
      return 0;
    }
    return race();
  }

  private int race() throws IOException, InterruptedException {
    List<Fault> wanted =
        Fault.ALL.stream().filter(fault -> faults.matcher(fault.name()).matches()).toList();
    if (wanted.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "No fault matches %s; there are %s".formatted(faults, Fault.ALL));
    }
    try (Track track = Track.build(!asynchronous);
        Contenders all = Contenders.of(track.cluster())) {
      run(track, all.named(name -> contenders.matcher(name).matches()), wanted);
    }
    return failed.isEmpty() ? 0 : 1;
  }

  /** Each round is written down when it is done: what comes may go wrong, or be too long. */
  private void run(Track track, List<Contender> running, List<Fault> wanted)
      throws IOException, InterruptedException {
    String timings = track.description();
    say(
        "%s, %s; %s"
            .formatted(
                Count.of(running.size(), "contender"), Count.of(wanted.size(), "fault"), timings));
    List<String> names = running.stream().map(Contender::name).toList();
    TimeToGo left = new TimeToGo(wanted.size() * rounds);
    for (Fault fault : wanted) {
      for (int number = 1; number <= rounds; number++) {
        say("%s, round %d of %d; %s".formatted(fault, number, rounds, left.toGo()));
        run(new Round(track, running, fault, number, ceiling()));
        write(timings, names);
        left.roundDone();
      }
    }
    Goals.judge(names, done).forEach(goal -> say(goal.line()));
    say("Written: " + folder.resolve("index.html"));
  }

  /** A cluster that does not get well costs its round and not all that are to come. */
  private void run(Round round) throws InterruptedException {
    try {
      RoundResult result = round.run();
      done.add(result);
      say("  " + Tables.line(result));
    } catch (IllegalStateException e) {
      failed.add(FailedRound.of(round, e));
      say("  failed: " + e.getMessage());
    }
  }

  private Duration ceiling() {
    return Duration.ofSeconds(ceiling);
  }

  private static void say(String line) {
    System.out.println("[race] " + line);
  }

  private void write(String timings, List<String> names) throws IOException {
    Origin origin = Origin.of(Clock.systemUTC().instant(), command(), USED);
    List<Goal> goals = Goals.judge(names, done);
    Results results = new Results(origin, timings, Habit.pauses(), names, done, failed, goals);
    Page.write(folder, "race", results, Tables.of(results));
  }

  /** As it was asked for, without where the report went. */
  private String command() {
    List<String> options = new ArrayList<>();
    if (faults != EVERYTHING) {
      options.add("--faults \"%s\"".formatted(faults));
    }
    if (contenders != EVERYTHING) {
      options.add("--contenders \"%s\"".formatted(contenders));
    }
    options.add("--rounds " + rounds);
    options.add("--ceiling " + ceiling);
    if (asynchronous) {
      options.add("--asynchronous");
    }
    return "make race RACE='%s'".formatted(String.join(" ", options));
  }
}
