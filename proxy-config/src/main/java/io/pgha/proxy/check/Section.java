package io.pgha.proxy.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A part of a file.
 *
 * @param title such as {@code listen pgha_writes}
 * @param lines each in its words
 */
record Section(String title, List<List<String>> lines) {
  Section {
    lines = List.copyOf(lines);
  }

  /** Those of HAProxy that begin with {@code server}, and name one. */
  List<ServerLine> servers() {
    return lines.stream().filter(Section::isServer).map(ServerLine::of).toList();
  }

  /** All other lines. */
  Stream<List<String>> directives() {
    return lines.stream().filter(line -> !isServer(line));
  }

  private static boolean isServer(List<String> line) {
    return line.size() > 2 && line.get(0).equals("server");
  }

  /** The last line that begins with these words, without them. */
  Optional<List<String>> after(String... beginning) {
    List<String> wanted = List.of(beginning);
    return lines.stream()
        .filter(line -> line.size() >= wanted.size())
        .filter(line -> line.subList(0, wanted.size()).equals(wanted))
        .map(line -> line.subList(wanted.size(), line.size()))
        .reduce((earlier, later) -> later);
  }
}
