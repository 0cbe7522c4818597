package io.pgha.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
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
    Account account = Account.current();
    return account.isRoot() && !grants(Capability.SYS_PTRACE)
        ? askedAs(account, directory)
        : Processes.in(directory);
  }

  /** Where root may not see in which directory others work, each group is asked for its own. */
  private Map<Long, Character> askedAs(Account account, Path directory) {
    Map<Long, Character> all = new HashMap<>(Processes.in(directory));
    for (int group : Processes.groupsOf(Account.USER)) {
      List<String> asked = account.command(new Programs(), group, ProcessListing.COMMAND);
      all.putAll(ProcessListing.in(directory, run(asked).output()));
    }
    return Map.copyOf(all);
  }

  @Override
  public boolean grants(Capability capability) {
    return capability.held();
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
