package io.pgha.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is to be reached.
 *
 * @param value as it was measured
 */
public record Goal(String goal, String value, boolean met) {
  /** A section in Markdown. */
  public static String section(List<Goal> goals) {
    return """
        ## Goals

        | goal | measured | |
        |---|---|---|
        %s
        """
        .formatted(goals.stream().map(Goal::row).collect(Collectors.joining("\n")));
  }

  private String row() {
    return "| %s | %s | %s |".formatted(goal, value, met ? "met" : "**missed**");
  }

  /** For who waits for it. */
  public String line() {
    return (met ? "met: " : "missed: ") + goal + ": " + value;
  }
}
