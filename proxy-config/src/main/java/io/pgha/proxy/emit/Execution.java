package io.pgha.proxy.emit;

import io.pgha.proxy.definition.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A program that has run to its end.
 *
 * @param printed its lines on either output, stripped, without the empty ones
 */
public record Execution(int status, List<String> printed) {
  private static final int MAX_LINES = 20;

  public Execution {
    printed = List.copyOf(printed);
  }

  /**
   * Runs it.
   *
   * @param name what it is called in messages
   * @throws IOException if it cannot be started
   * @throws ProblemException if it takes longer; it is ended then, with all that it has started
   */
  public static Execution of(String name, List<String> command, Duration patience)
      throws IOException, InterruptedException {
    // No pipe, which a process that stays could keep open for ever.
    Path file = Files.createTempFile("pgha-", ".out");
    try {
      Process process = start(command, file);
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw tooLong(name, patience, process, file);
      }
      return new Execution(process.exitValue(), lines(file));
    } finally {
      Files.delete(file);
    }
  }

  /** Read before it is ended: a shell adds that its child was killed. */
  private static ProblemException tooLong(
      String name, Duration patience, Process process, Path file) throws IOException {
    try {
      return new ProblemException(
          "%s takes longer than %d s: %s"
              .formatted(name, patience.toSeconds(), summary(lines(file))));
    } finally {
      end(process);
    }
  }

  private static Process start(List<String> command, Path output) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** Without it nobody could tell any more who its descendants are. */
  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static List<String> lines(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** What it printed, on one line. */
  public String summary() {
    return summary(printed);
  }

  private static String summary(List<String> lines) {
    return lines.isEmpty()
        ? "(it printed nothing)"
        : lines.stream().limit(MAX_LINES).collect(Collectors.joining(" | "));
  }
}
