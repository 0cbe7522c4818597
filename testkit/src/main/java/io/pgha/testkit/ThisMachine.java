package io.pgha.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The machine that this JVM runs on. */
final class ThisMachine implements Machine {
  @Override
  public RunningProgram start(Path directory, List<String> command, Path log) {
    ProcessBuilder builder = Command.builder(command).directory(directory.toFile());
    builder.environment().put("HOME", directory.toString());
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return new Child(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Command.Result run(List<String> command) {
    return Command.run(command);
  }

  @Override
  public Map<Long, Character> processes(Path directory) {
    return Processes.in(directory);
  }

  private record Child(Process process) implements RunningProgram {
    @Override
    public boolean isAlive() {
      return process.isAlive();
    }

    @Override
    public long pid() {
      return process.pid();
    }
  }
}
