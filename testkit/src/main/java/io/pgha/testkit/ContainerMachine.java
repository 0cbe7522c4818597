package io.pgha.testkit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.ExecCreateCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A container that does nothing by itself: programs come and go in it as they do on a machine, so
 * that every fault strikes there as it does here.
 */
record ContainerMachine(DockerClient client, String id) implements Machine {
  /** Writes down its id among the container's processes; Docker tells another one. */
  private static final String START =
      "echo $$ >\"$1\"; log=$2; shift 2; exec \"$@\" >>\"$log\" 2>&1 </dev/null";

  private static final String LOCALE = "LC_ALL=C.UTF-8";

  @Override
  public RunningProgram start(Path directory, List<String> command, Path log) {
    Path pidFile = directory.resolveSibling(directory.getFileName() + ".pid");
    try {
      Files.deleteIfExists(pidFile);
      String exec =
          create(shell(START, pidFile, log, command))
              .withWorkingDir(directory.toString())
              .withEnv(List.of(LOCALE, "HOME=" + directory))
              .exec()
              .getId();
      startDetached(exec);
      Await.until(directory.getFileName() + " to be started", () -> isWritten(pidFile));
      return new ContainerProgram(client, exec, Long.parseLong(Files.readString(pidFile).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> shell(String script, Path pidFile, Path log, List<String> command) {
    Stream<String> first =
        Stream.of("/bin/sh", "-c", script, "sh", pidFile.toString(), log.toString());
    return Stream.concat(first, command.stream()).toList();
  }

  private static boolean isWritten(Path pidFile) {
    try {
      return Files.exists(pidFile) && Files.readString(pidFile).endsWith("\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startDetached(String exec) {
    Output nothing = new Output();
    client.execStartCmd(exec).withDetach(true).exec(nothing);
    nothing.await("a program in the background");
  }

  @Override
  public Command.Result run(List<String> command) {
    List<String> limited =
        new ArrayList<>(
            List.of("timeout", "--signal=KILL", Long.toString(Command.TIMEOUT.toSeconds())));
    limited.addAll(command);
    String exec =
        create(limited)
            .withEnv(List.of(LOCALE))
            .withAttachStdout(true)
            .withAttachStderr(true)
            .exec()
            .getId();
    Output output = new Output();
    long start = System.nanoTime();
    client.execStartCmd(exec).exec(output);
    output.await(command.get(0));
    boolean late = System.nanoTime() - start >= Command.TIMEOUT.toNanos();
    int exitCode = exitCode(exec);
    if (late && exitCode == 128 + 9) {
      throw new IllegalStateException(
          "%s did not finish within %d s".formatted(command.get(0), Command.TIMEOUT.toSeconds()));
    }
    return new Command.Result(exitCode, output.text());
  }

  /** Docker may need a moment after the last output to know it. */
  private int exitCode(String exec) {
    return Await.present(
            "the exit code",
            Command.TIMEOUT,
            () -> Optional.ofNullable(client.inspectExecCmd(exec).exec().getExitCodeLong()),
            () -> "")
        .intValue();
  }

  private ExecCreateCmd create(List<String> command) {
    return client.execCreateCmd(id).withCmd(command.toArray(String[]::new));
  }

  @Override
  public Map<Long, Character> processes(Path directory) {
    return ProcessListing.in(directory, run(ProcessListing.COMMAND).output());
  }

  /** The container is made so. */
  @Override
  public boolean grants(Capability capability) {
    return true;
  }

  private record ContainerProgram(DockerClient client, String exec, long pid)
      implements RunningProgram {
    @Override
    public boolean isAlive() {
      try {
        return Boolean.TRUE.equals(client.inspectExecCmd(exec).exec().isRunning());
      } catch (NotFoundException e) {
        // Docker forgets it some minutes after its end.
        return false;
      }
    }
  }

  /** What a program says; both of its streams as they come. */
  private static final class Output extends ResultCallback.Adapter<Frame> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void onNext(Frame frame) {
      bytes.writeBytes(frame.getPayload());
    }

    void await(String what) {
      try {
        awaitCompletion();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while running " + what, e);
      }
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8).strip();
    }
  }
}
