package io.pgha.benchmarks.race;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the command {@code pgha} writes, run as a user runs it. */
final class EmittedFile {
  private static final String MAIN = "io.pgha.proxy.Pgha";

  private EmittedFile() {}

  static String of(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.addAll(arguments);
    try {
      return output(new ProcessBuilder(command), arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while pgha wrote a configuration", e);
    }
  }

  private static String output(ProcessBuilder builder, List<String> arguments)
      throws IOException, InterruptedException {
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          "pgha %s ended with %d; why is above".formatted(arguments, process.exitValue()));
    }
    return text;
  }
}
