package io.pgha.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A program inside a namespace, with what it starts. Outside, nsenter waits for it. */
final class HostProgram {
  private final Service outside;

  HostProgram(Path directory, List<String> command) {
    this.outside = new Service(new ThisMachine(), directory, command);
  }

  void start() {
    outside.start();
  }

  /** Starts it if it ever was. */
  void startAgain() {
    if (outside.wasStarted()) {
      start();
    }
  }

  boolean isRunning() {
    return outside.isRunning();
  }

  /** Ends it in order (SIGTERM). */
  void stop() {
    signalMain("TERM");
    awaitEnd();
  }

  /** Its end by SIGKILL, and that of all that it started. */
  void kill() {
    // Children first: keepalived's have time to give up an address once their parent is gone.
    List<Long> processes = new ArrayList<>(processes());
    Collections.reverse(processes);
    outside.machine().signal("KILL", processes);
    awaitEnd();
  }

  /** Sends a signal to the program, not to what it started. */
  void signalMain(String signal) {
    outside.machine().signal(signal, processes().stream().limit(1).toList());
  }

  /** Parents before their children. */
  private List<Long> processes() {
    return outside.mainProcess().stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .flatMap(ProcessHandle::descendants)
        .map(ProcessHandle::pid)
        .toList();
  }

  private void awaitEnd() {
    Await.until(outside.directory() + " to end", () -> !isRunning());
  }

  String log() {
    return outside.logText();
  }
}
