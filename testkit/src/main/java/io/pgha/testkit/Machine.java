package io.pgha.testkit;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What the programs of one member run on, or those of etcd: this machine, or a container of their
 * own. The run directory is there under the same path.
 */
interface Machine {
  /** Starts a program in the directory; all that it says goes to the end of the log. */
  RunningProgram start(Path directory, List<String> command, Path log);

  /** Runs a program to its end, for 20 s at most. */
  Command.Result run(List<String> command);

  /**
   * The living processes that work in the directory or below it, each with the state letter of
   * {@code ps}: {@code T} is a stopped one.
   */
  Map<Long, Character> processes(Path directory);

  /** Whether root may do it here. */
  boolean grants(Capability capability);

  /** Sends a signal; processes that are gone meanwhile are no error. */
  default void signal(String signal, Collection<Long> pids) {
    if (!pids.isEmpty()) {
      run(Processes.kill(signal, pids));
    }
  }

  /** Kills until nothing is left: a process may fork while it is being looked for. */
  default void killAll(Path directory) {
    Await.until(
        "every process in " + directory + " to be gone",
        () -> {
          Collection<Long> pids = processes(directory).keySet();
          signal("KILL", pids);
          return pids.isEmpty();
        });
  }
}
