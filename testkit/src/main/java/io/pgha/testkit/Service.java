package io.pgha.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program that runs in a directory of its own, with everything it starts there. */
final class Service {
  private final Path directory;
  private final List<String> command;

  /** Guarded by this; null before the first start. */
  private @Nullable Process main;

  Service(Path directory, List<String> command) {
    this.directory = directory;
    this.command = List.copyOf(command);
  }

  /** Starts the program; nothing happens when it runs already. */
  synchronized void start() {
    if (isRunning()) {
      return;
    }
    ProcessBuilder builder = Command.builder(command).directory(directory.toFile());
    builder.environment().put("HOME", directory.toString());
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    try {
      main = builder.start();
      main.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized boolean wasStarted() {
    return main != null;
  }

  synchronized boolean isRunning() {
    return main != null && main.isAlive();
  }

  /** The program itself, without what it started; empty when it does not run. */
  synchronized List<Long> mainProcess() {
    return main != null && main.isAlive() ? List.of(main.pid()) : List.of();
  }

  List<Long> processes() {
    return Processes.in(directory);
  }

  Path directory() {
    return directory;
  }

  void terminate() {
    Processes.signal("TERM", mainProcess());
    Await.until(directory.getFileName() + " to end", () -> !isRunning());
  }

  void kill() {
    // The program first, so that it can't restart what dies next.
    killMain();
    Processes.killAll(directory);
  }

  void killMain() {
    Processes.signal("KILL", mainProcess());
    Await.until(directory.getFileName() + " to be gone", () -> !isRunning());
  }

  void freeze() {
    Processes.signal("STOP", mainProcess());
    Await.until("all processes in " + directory + " to be stopped", this::stopAll);
  }

  private boolean stopAll() {
    List<Long> moving = processes().stream().filter(pid -> Processes.state(pid) != 'T').toList();
    Processes.signal("STOP", moving);
    return moving.isEmpty();
  }

  void freezeMain() {
    Processes.signal("STOP", mainProcess());
    Await.until(
        directory.getFileName() + " to be stopped",
        () -> mainProcess().stream().allMatch(pid -> Processes.state(pid) == 'T'));
  }

  void thaw() {
    Processes.signal("CONT", processes());
  }

  Path log() {
    return directory.resolveSibling(directory.getFileName() + ".log");
  }

  String logText() {
    try {
      return Files.exists(log())
          ? new String(Files.readAllBytes(log()), StandardCharsets.UTF_8)
          : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
