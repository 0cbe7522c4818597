package io.pgha.benchmarks.fleet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the command line says. Filled by picocli. */
final class Options {
  private static final int MOST = 1_000_000;

  /** How far a real cluster is measured over https. */
  enum Https {
    STEADY,
    /** Of the largest fleet. */
    FAILOVER
  }

  /** A number of JVMs or of seconds. */
  static final class Size implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      try {
        int size = Integer.parseInt(value.strip());
        if (size >= 1 && size <= MOST) {
          return size;
        }
      } catch (NumberFormatException e) {
        // Told below, as what is out of range.
      }
      throw new TypeConversionException("'%s' is not one of 1 to %d".formatted(value, MOST));
    }
  }

  @Option(
      names = "--real",
      paramLabel = "N",
      split = ",",
      converter = Size.class,
      description = "How many monitors watch a real cluster, one number for each measurement.")
  private List<Integer> real = List.of(1, 10, 100);

  @Option(
      names = "--simulated",
      paramLabel = "N",
      split = ",",
      converter = Size.class,
      description = "The same of a simulated one.")
  private List<Integer> simulated = List.of(1, 10, 100, 1_000, 10_000);

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      converter = Size.class,
      description = "Between two polls of a JVM while nothing happens.")
  private int interval = 5;

  @Option(
      names = "--https",
      description =
          "What a real cluster is measured in over https: ${COMPLETION-CANDIDATES}, the failover"
              + " with the largest fleet alone.")
  private Https https = Https.FAILOVER;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      converter = Size.class,
      description = "How long each measurement in steady state takes.")
  private int seconds = 10;

  @Option(names = "--seed", paramLabel = "S", description = "Of everything random.")
  private long seed = 1;

  @Option(names = "--out", paramLabel = "FOLDER", description = "Where the report goes.")
  private Path out = Path.of("benchmarks", "report");

  List<Integer> real() {
    return List.copyOf(real);
  }

  List<Integer> simulated() {
    return List.copyOf(simulated);
  }

  Duration interval() {
    return Duration.ofSeconds(interval);
  }

  boolean failsOverHttps() {
    return https == Https.FAILOVER;
  }

  Duration steady() {
    return Duration.ofSeconds(seconds);
  }

  long seed() {
    return seed;
  }

  Path out() {
    return out;
  }

  /** Which repeats the run. */
  String command() {
    return "make fleet FLEET='--real %s --simulated %s --interval %d --https %s --seconds %d --seed %d'"
        .formatted(
            text(real),
            text(simulated),
            interval,
            https.name().toLowerCase(Locale.ROOT),
            seconds,
            seed);
  }

  private static String text(List<Integer> sizes) {
    return String.join(",", sizes.stream().map(String::valueOf).toList());
  }
}
