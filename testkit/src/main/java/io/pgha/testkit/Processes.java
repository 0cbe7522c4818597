package io.pgha.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds processes of this machine by their working directory.
 *
 * <p>Everything of a member works inside the member's directory: Patroni and its helpers start
 * there, PostgreSQL changes to its data directory below. So no list of process ids has to be kept,
 * a process that nobody told us about is found too, and a reused process id can't be killed by
 * mistake.
 */
final class Processes {
  private static final Path PROC = Path.of("/proc");

  private Processes() {}

  /** The living processes of this machine that work in the directory or below it. */
  static Map<Long, Character> in(Path directory) {
    try (Stream<Path> entries = Files.list(PROC)) {
      return pids(entries)
          .filter(pid -> worksIn(pid, directory))
          .map(Long::valueOf)
          .collect(Collectors.toUnmodifiableMap(pid -> pid, Processes::state));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> pids(Stream<Path> entries) {
    return entries
        .map(entry -> entry.getFileName().toString())
        .filter(name -> Character.isDigit(name.charAt(0)));
  }

  /** The groups that processes of the user run in. */
  static Set<Integer> groupsOf(String user) {
    try (Stream<Path> entries = Files.list(PROC)) {
      return pids(entries)
          .flatMap(pid -> groupOf(PROC.resolve(pid), user).stream())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Integer> groupOf(Path process, String user) {
    try {
      return Files.getOwner(process).getName().equals(user)
          ? Optional.of((Integer) Files.getAttribute(process, "unix:gid"))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean worksIn(String pid, Path directory) {
    try {
      String cwd = Files.readSymbolicLink(PROC.resolve(pid).resolve("cwd")).toString();
      return isIn(cwd, directory);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a working directory, as the kernel tells it, is the directory or below it. */
  static boolean isIn(String workingDirectory, Path directory) {
    // The kernel appends " (deleted)" to a directory that is gone.
    return workingDirectory.equals(directory.toString())
        || workingDirectory.startsWith(directory + "/")
        || workingDirectory.startsWith(directory + " ");
  }

  /**
   * The state letter of {@code ps}, {@code T} for a stopped process; {@code X} when there is no
   * such process.
   */
  static char state(long pid) {
    return stat(pid).map(fields -> fields[0].charAt(0)).orElse('X');
  }

  /** Start time in clock ticks since boot: with the pid it names one process for good. */
  static Optional<Long> startTicks(long pid) {
    return stat(pid).map(fields -> Long.valueOf(fields[19]));
  }

  /** The fields of /proc/PID/stat from the third (state) on; the second may contain blanks. */
  private static Optional<String[]> stat(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
      return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The command that sends a signal, and does not mind processes that are gone. */
  static List<String> kill(String signal, Collection<Long> pids) {
    String list = pids.stream().map(String::valueOf).collect(Collectors.joining(" "));
    return List.of("/bin/sh", "-c", "kill -s " + signal + " " + list + " 2>/dev/null");
  }
}
