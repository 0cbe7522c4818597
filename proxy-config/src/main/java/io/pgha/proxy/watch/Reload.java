package io.pgha.proxy.watch;

import io.pgha.proxy.definition.ProblemException;
import io.pgha.proxy.emit.Execution;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The command that has HAProxy take its file.
 *
 * @param command for {@code sh}
 * @param patience how long it may take
 */
public record Reload(String command, Duration patience) {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NAME = "the reload command";

  public Reload(String command) {
    this(command, PATIENCE);
  }

  /**
   * Runs it.
   *
   * @throws ProblemException if it fails, with what it printed
   */
  void run() throws InterruptedException {
    Execution done = execution();
    if (done.status() != 0) {
      throw new ProblemException(
          "%s ended with %d: %s".formatted(NAME, done.status(), done.summary()));
    }
  }

  private Execution execution() throws InterruptedException {
    try {
      return Execution.of(NAME, List.of("/bin/sh", "-c", command), patience);
    } catch (IOException e) {
      throw new ProblemException("cannot run the reload command: " + e.getMessage(), e);
    }
  }
}
