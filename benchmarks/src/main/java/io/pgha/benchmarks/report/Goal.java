package io.pgha.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is to be reached.
 *
 * @param value as it was measured
 */
public record Goal(String goal, String value, Verdict verdict) {
  private static final String NONE =
      """
      ## Goals

      None is about what was measured.
      """;

  /** Whether it is reached. */
  public enum Verdict {
    MET,
    /** What was measured scatters to both sides of the goal. */
    NOT_SHOWN,
    MISSED;

    /** Of what does not scatter. */
    public static Verdict of(boolean met) {
      return met ? MET : MISSED;
    }

    /** Of a goal with two sides. */
    public Verdict and(Verdict other) {
      return compareTo(other) > 0 ? this : other;
    }

    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** A goal of what does not scatter. */
  public Goal(String goal, String value, boolean met) {
    this(goal, value, Verdict.of(met));
  }

  public boolean met() {
    return verdict == Verdict.MET;
  }

  /** A section in Markdown, with what is to be said of goals that were not met. */
  public static String section(String part, List<Goal> goals) {
    return goals.isEmpty() ? NONE : table(goals) + Notes.of(part, goals);
  }

  private static String table(List<Goal> goals) {
    return """
        ## Goals

        | goal | measured | |
        |---|---|---|
        %s
        """
        .formatted(goals.stream().map(Goal::row).collect(Collectors.joining("\n")));
  }

  private String row() {
    return "| %s | %s | %s |".formatted(goal, value, met() ? verdict : "**" + verdict + "**");
  }

  /** For who waits for it. */
  public String line() {
    return "%s: %s: %s".formatted(verdict, goal, value);
  }
}
