package io.pgha.benchmarks.report;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When, how, where and with what a part of the report was measured.
 *
 * @param at in UTC, to the minute
 * @param command that measures it again
 */
public record Origin(String at, String command, String machine, String versions) {
  private static final long GIBIBYTE = 1L << 30;

  /** Of this JVM, when it is done. */
  public static Origin of(Instant end, String command, Set<Software> used) {
    return new Origin(
        end.truncatedTo(ChronoUnit.MINUTES).toString(), command, machineNow(), versions(used));
  }

  private static String machineNow() {
    OperatingSystemMXBean system =
        Objects.requireNonNull(ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class));
    return String.format(
        Locale.ROOT,
        "%s, %s %s %s, %d processors (%s), %.0f GiB, load %.1f at the end, Java %s",
        Shell.line(". /etc/os-release && echo \"$PRETTY_NAME\""),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        Shell.line("sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo"),
        (double) system.getTotalMemorySize() / GIBIBYTE,
        system.getSystemLoadAverage(),
        Runtime.version());
  }

  private static String versions(Set<Software> used) {
    String pgha = "pgha " + Shell.line("git describe --always --dirty");
    return Stream.concat(Stream.of(pgha), used.stream().sorted().map(Software::version))
        .collect(Collectors.joining(", "));
  }

  /** For the head of a text in Markdown. */
  public String sentence() {
    return "%s, `%s`, on %s.%nVersions: %s.".formatted(at, command, machine, versions);
  }
}
