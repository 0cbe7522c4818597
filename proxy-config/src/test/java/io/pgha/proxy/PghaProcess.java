package io.pgha.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged command in a JVM of its own, which goes on until it is ended. */
final class PghaProcess implements AutoCloseable {
  private final Process process;
  private final Path printed;

  private PghaProcess(Process process, Path printed) {
    this.process = process;
    this.printed = printed;
  }

  /** Prints into this file. */
  static PghaProcess start(Path printed, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", System.getProperty("pgha.jar")));
    command.addAll(List.of(arguments));
    return new PghaProcess(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start(),
        printed);
  }

  List<String> lines() {
    try {
      return Files.readAllLines(printed);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** By SIGTERM; gives the exit status. */
  int end() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("It does not end by SIGTERM");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
