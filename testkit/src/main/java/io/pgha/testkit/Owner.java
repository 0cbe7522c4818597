package io.pgha.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The JVM that owns a run directory: a pid, and its start time because pids are reused. */
record Owner(long pid, long startTicks) {
  private static final String FILE = "owner";

  static Owner current() {
    long pid = ProcessHandle.current().pid();
    return new Owner(
        pid,
        Processes.startTicks(pid)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The testkit needs Linux: no /proc/" + pid + "/stat")));
  }

  static Optional<Owner> of(Path runDirectory) {
    try {
      String[] fields = Files.readString(runDirectory.resolve(FILE)).strip().split(" ", 2);
      return Optional.of(new Owner(Long.parseLong(fields[0]), Long.parseLong(fields[1])));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  void write(Path runDirectory) throws IOException {
    Files.writeString(runDirectory.resolve(FILE), pid + " " + startTicks + "\n");
  }

  boolean isAlive() {
    return Processes.startTicks(pid).filter(ticks -> ticks == startTicks).isPresent()
        && Processes.state(pid) != 'Z';
  }
}
