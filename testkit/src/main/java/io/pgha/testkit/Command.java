package io.pgha.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end and gives its exit code and output. */
final class Command {
  static final Duration TIMEOUT = Duration.ofSeconds(20);

  record Result(int exitCode, String output) {
    /**
     * The output of what must succeed.
     *
     * @throws IllegalStateException with that output when it has failed
     */
    String succeeded(String what) {
      if (exitCode != 0) {
        throw new IllegalStateException(
            "%s failed with exit code %d: %s".formatted(what, exitCode, output));
      }
      return output;
    }
  }

  private Command() {}

  /** Output of a program that must succeed. */
  static String output(String what, List<String> command) {
    return run(command).succeeded(what);
  }

  static Result run(List<String> command) {
    try {
      Process process = builder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      CompletableFuture<String> output = read(process.getInputStream());
      if (!process.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "%s did not finish within %d s".formatted(command.get(0), TIMEOUT.toSeconds()));
      }
      return new Result(process.exitValue(), output.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while running " + command.get(0), e);
    }
  }

  /**
   * A process that inherits nothing of this one's environment: PGHOST or PATRONI_* there must not
   * reach a cluster.
   */
  static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", "");
    environment.clear();
    environment.put("PATH", path + ":/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
    environment.put("LC_ALL", "C.UTF-8");
    return builder;
  }

  private static CompletableFuture<String> read(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread reader = new Thread(() -> complete(text, stream), "pgha-testkit-output");
    reader.setDaemon(true);
    reader.start();
    return text;
  }

  private static void complete(CompletableFuture<String> text, InputStream stream) {
    try (stream) {
      text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      text.completeExceptionally(e);
    }
  }

  static List<String> of(Path program, String... arguments) {
    List<String> command = new java.util.ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of(arguments));
    return List.copyOf(command);
  }
}
