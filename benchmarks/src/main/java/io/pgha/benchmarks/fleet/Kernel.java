package io.pgha.benchmarks.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What Linux counts. */
final class Kernel {
  private static final Path COUNTERS = Path.of("/proc/net/netstat");
  private static final String DROPPED = "ListenOverflows";

  private Kernel() {}

  /** Connections so far for which a listening socket had no place, on this whole machine. */
  static long dropped() {
    try {
      return dropped(Files.readAllLines(COUNTERS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line of names is followed by the line of their values. */
  static long dropped(List<String> lines) {
    for (int line = 0; line < lines.size() - 1; line++) {
      List<String> names = Arrays.asList(lines.get(line).split(" ", -1));
      int column = names.indexOf(DROPPED);
      if (column >= 0) {
        return Long.parseLong(lines.get(line + 1).split(" ", -1)[column]);
      }
    }
    throw new IllegalArgumentException("No " + DROPPED + " in " + COUNTERS);
  }
}
