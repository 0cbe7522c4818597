package io.pgha.proxy.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Reads the files of keepalived: each outermost block is a section, with the inner ones flat. */
final class KeepalivedText {
  private final List<Section> sections = new ArrayList<>();
  private final Deque<List<String>> open = new ArrayDeque<>();
  private List<List<String>> lines = new ArrayList<>();

  private KeepalivedText() {}

  static List<Section> parse(String text) {
    KeepalivedText reader = new KeepalivedText();
    text.lines().map(line -> Words.of(line, "#!")).forEach(reader::read);
    return List.copyOf(reader.sections);
  }

  /** Braces may stand on a line with words. */
  private void read(List<String> words) {
    List<String> line = new ArrayList<>();
    for (String word : words) {
      if (word.equals("{")) {
        open.addLast(List.copyOf(line));
        line.clear();
      } else if (word.equals("}")) {
        add(line);
        line.clear();
        close();
      } else {
        line.add(word);
      }
    }
    add(line);
  }

  private void add(List<String> line) {
    if (line.isEmpty() || open.isEmpty()) {
      return;
    }
    List<String> flat = new ArrayList<>();
    open.stream().skip(1).forEach(flat::addAll);
    flat.addAll(masked(line));
    lines.add(flat);
  }

  /** Two that differ in it alone are the same for our purpose, and nobody must see it. */
  private static List<String> masked(List<String> line) {
    return line.get(0).equals("auth_pass") ? List.of("auth_pass") : line;
  }

  private void close() {
    List<String> closed = open.isEmpty() ? List.of() : open.removeLast();
    if (open.isEmpty() && !closed.isEmpty()) {
      sections.add(new Section(String.join(" ", closed), lines));
      lines = new ArrayList<>();
    }
  }
}
