package io.pgha.proxy.watch;

import io.pgha.proxy.definition.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The command that has HAProxy take its file.
 *
 * @param command for {@code sh}
 */
public record Reload(String command) {
  private static final int PATIENCE_SECONDS = 60;
  private static final int MAX_LINES = 20;

  /**
   * Runs it.
   *
   * @throws ProblemException if it fails, with what it printed
   */
  void run() throws InterruptedException {
    try {
      // No pipe, which a process that stays could keep open for ever.
      Path printed = Files.createTempFile("pgha-reload", ".out");
      try {
        run(printed);
      } finally {
        Files.delete(printed);
      }
    } catch (IOException e) {
      throw new ProblemException("cannot run the reload command: " + e.getMessage(), e);
    }
  }

  private void run(Path printed) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("/bin/sh", "-c", command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new ProblemException(
          "the reload command takes longer than %d s: %s"
              .formatted(PATIENCE_SECONDS, text(printed)));
    }
    if (process.exitValue() != 0) {
      throw new ProblemException(
          "the reload command ended with %d: %s".formatted(process.exitValue(), text(printed)));
    }
  }

  private static String text(Path printed) throws IOException {
    String text =
        new String(Files.readAllBytes(printed), StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .limit(MAX_LINES)
            .collect(Collectors.joining(" | "));
    return text.isEmpty() ? "(it printed nothing)" : text;
  }
}
