package io.pgha.testkit;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code ls -l} and {@code cat} print of processes' files under /proc. */
final class ProcessListing {
  /** A process that ends meanwhile is an error to both. */
  static final List<String> COMMAND =
      List.of("/bin/sh", "-c", "exec 2>/dev/null; ls -l /proc/[0-9]*/cwd; cat /proc/[0-9]*/stat");

  private static final Pattern WORKS_IN = Pattern.compile(" /proc/(\\d+)/cwd -> (.*)$");

  /** The second field, a name, may contain blanks and parentheses. */
  private static final Pattern STATE = Pattern.compile("^(\\d+) \\(.*\\) (\\S) ");

  private ProcessListing() {}

  /** The processes that work in the directory or below it, with their states. */
  static Map<Long, Character> in(Path directory, String listing) {
    Map<Long, Character> states = new HashMap<>();
    Map<Long, String> directories = new HashMap<>();
    listing
        .lines()
        .forEach(
            line -> {
              Matcher worksIn = WORKS_IN.matcher(line);
              Matcher state = STATE.matcher(line);
              if (worksIn.find()) {
                directories.put(Long.valueOf(worksIn.group(1)), worksIn.group(2));
              } else if (state.find()) {
                states.put(Long.valueOf(state.group(1)), state.group(2).charAt(0));
              }
            });
    states.keySet().removeIf(pid -> !Processes.isIn(directories.getOrDefault(pid, ""), directory));
    return Map.copyOf(states);
  }
}
