package io.pgha.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program that runs in a directory of its own, with everything it starts there. */
final class Service {
  private final Machine machine;
  private final Path directory;
  private final List<String> command;

  /** Guarded by this; null before the first start. */
  private @Nullable RunningProgram main;

  Service(Machine machine, Path directory, List<String> command) {
    this.machine = machine;
    this.directory = directory;
    this.command = List.copyOf(command);
  }

  /** Starts the program; nothing happens when it runs already. */
  synchronized void start() {
    if (!isRunning()) {
      main = machine.start(directory, command, log());
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

  /** Everything that works in the directory, by id, with the state letter of {@code ps}. */
  Map<Long, Character> processes() {
    return machine.processes(directory);
  }

  Machine machine() {
    return machine;
  }

  Path directory() {
    return directory;
  }

  void terminate() {
    signalMain("TERM");
    Await.until(directory.getFileName() + " to end", () -> !isRunning());
  }

  void kill() {
    // The program first, so that it can't restart what dies next.
    killMain();
    machine.killAll(directory);
  }

  void killMain() {
    signalMain("KILL");
    Await.until(directory.getFileName() + " to be gone", () -> !isRunning());
  }

  void freeze() {
    signalMain("STOP");
    Await.until("all processes in " + directory + " to be stopped", this::stopAll);
  }

  private boolean stopAll() {
    Map<Long, Character> moving = new HashMap<>(processes());
    moving.values().removeIf(state -> state == 'T');
    signal("STOP", moving.keySet());
    return moving.isEmpty();
  }

  void freezeMain() {
    signalMain("STOP");
    Await.until(directory.getFileName() + " to be stopped", this::isMainStopped);
  }

  private boolean isMainStopped() {
    Map<Long, Character> processes = processes();
    return mainProcess().stream().allMatch(pid -> processes.getOrDefault(pid, 'T') == 'T');
  }

  void thaw() {
    signal("CONT", processes().keySet());
  }

  private void signal(String signal, Collection<Long> pids) {
    machine.signal(signal, pids);
  }

  /** Sends a signal to the program itself. */
  void signalMain(String signal) {
    signal(signal, mainProcess());
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
