package io.pgha.benchmarks.fleet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What the command line says.
 *
 * @param real how many monitors watch a real cluster, one number for each measurement
 * @param simulated the same of a simulated one
 * @param interval of the JVMs' polls while nothing happens
 * @param https what a real cluster is measured in over https, up to this; a failover with the
 *     largest fleet alone
 * @param seconds how long each measurement in steady state takes
 * @param seed of everything random
 * @param out the folder of the report
 */
record Options(
    List<Integer> real,
    List<Integer> simulated,
    Duration interval,
    Situation https,
    int seconds,
    long seed,
    Path out) {
  private static final String USAGE =
      "Options: --real N,N,… --simulated N,N,… --interval SECONDS --https steady|failover"
          + " --seconds S --seed S --out FOLDER";
  private static final Options DEFAULT =
      new Options(
          List.of(1, 10, 100),
          List.of(1, 10, 100, 1_000, 10_000),
          Duration.ofSeconds(5),
          Situation.FAILOVER,
          /* seconds= */ 10,
          /* seed= */ 1,
          Path.of("benchmarks/report"));

  /**
   * Of pairs of an option and its value.
   *
   * @throws IllegalArgumentException if one is not known, has no value or a wrong one
   */
  static Options parse(String... arguments) {
    Options options = DEFAULT;
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " has no value. " + USAGE);
      }
      options = options.with(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private Options with(String option, String value) {
    return switch (option) {
      case "--real" ->
          new Options(sizes(option, value), simulated, interval, https, seconds, seed, out);
      case "--simulated" ->
          new Options(real, sizes(option, value), interval, https, seconds, seed, out);
      case "--interval" -> new Options(real, simulated, interval(value), https, seconds, seed, out);
      case "--https" ->
          new Options(real, simulated, interval, situation(value), seconds, seed, out);
      case "--seconds" ->
          new Options(real, simulated, interval, https, size(option, value), seed, out);
      case "--seed" ->
          new Options(real, simulated, interval, https, seconds, number(option, value), out);
      case "--out" -> new Options(real, simulated, interval, https, seconds, seed, Path.of(value));
      default -> throw new IllegalArgumentException("Unknown option " + option + ". " + USAGE);
    };
  }

  private static Duration interval(String value) {
    return Duration.ofSeconds(size("--interval", value));
  }

  private static Situation situation(String value) {
    return switch (value) {
      case "steady" -> Situation.STEADY;
      case "failover" -> Situation.FAILOVER;
      default ->
          throw new IllegalArgumentException(
              "--https has '%s', must be steady or failover. %s".formatted(value, USAGE));
    };
  }

  private static List<Integer> sizes(String option, String value) {
    return Arrays.stream(value.split(",", -1)).map(each -> size(option, each)).toList();
  }

  private static int size(String option, String value) {
    long size = number(option, value);
    if (size < 1 || size > 1_000_000) {
      throw new IllegalArgumentException(
          "%s has %d, must be 1 to 1000000. %s".formatted(option, size, USAGE));
    }
    return (int) size;
  }

  private static long number(String option, String value) {
    try {
      return Long.parseLong(value.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s has '%s', must be a whole number. %s".formatted(option, value, USAGE), e);
    }
  }

  /** Which repeats the run. */
  String command() {
    return "make fleet FLEET='--real %s --simulated %s --interval %d --https %s --seconds %d --seed %d'"
        .formatted(text(real), text(simulated), interval.toSeconds(), https.word(), seconds, seed);
  }

  private static String text(List<Integer> sizes) {
    return String.join(",", sizes.stream().map(String::valueOf).toList());
  }
}
