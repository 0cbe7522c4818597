package io.pgha.benchmarks.report;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * When, how, where and with what a part of the report was measured.
 *
 * @param at in UTC, to the minute
 * @param command that measures it again
 */
public record Origin(String at, String command, String machine, String versions) {
  private static final Predicate<String> MEASURED =
      Pattern.compile("/(postgresql|HikariCP|p6spy|aws-advanced-jdbc-wrapper|jmh-core)-[^/]*jar$")
          .asPredicate();

  /** Of this JVM, when it is done. */
  public static Origin of(Instant end, String command) {
    return new Origin(
        end.truncatedTo(ChronoUnit.MINUTES).toString(), command, machineNow(), jars());
  }

  private static String machineNow() {
    return String.format(
        Locale.ROOT,
        "%s %s, %d processors, load %.1f at the end, Java %s",
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.version());
  }

  private static String jars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(MEASURED)
        .map(jar -> new File(jar).getName().replace(".jar", ""))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** For the head of a text in Markdown. */
  public String sentence() {
    return "%s, `%s`, on %s.%nVersions: %s.".formatted(at, command, machine, versions);
  }
}
