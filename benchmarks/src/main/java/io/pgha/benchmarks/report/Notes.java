package io.pgha.benchmarks.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;

/**
 * Why goals of a part were missed and what was tried, in Markdown: {@code notes-<part>.md}. They
 * stand below goals of which one is not met, and hold for later runs too, so they tell no figures
 * of one.
 */
final class Notes {
  private Notes() {}

  /**
   * Paragraphs and lists with emphasis and code, which the page knows; empty where all goals are
   * met, and without a file.
   */
  static String of(String part, Collection<Goal> goals) {
    return goals.stream().allMatch(Goal::met) ? "" : of(part);
  }

  private static String of(String part) {
    try (InputStream in = Notes.class.getResourceAsStream("notes-" + part + ".md")) {
      return in == null ? "" : "\n" + new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
