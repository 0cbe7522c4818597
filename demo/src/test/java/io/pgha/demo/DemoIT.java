package io.pgha.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of the demo, in a JVM of its own, as {@code make demo} runs it. */
final class DemoIT {
  /** The number of a cluster is in its addresses and in the name of its directory. */
  private static final Pattern ADDRESS = Pattern.compile("127\\.77\\.(\\d+)\\.11");

  @Test
  void routesRightThroughoutAndLeavesNothingBehind(@TempDir Path folder) throws Exception {
    Path output = folder.resolve("output");
    long start = System.nanoTime();
    Process demo = start(output);
    try {
      boolean ended = demo.waitFor(5, TimeUnit.MINUTES);
      System.out.printf("[demo] ended after %d s%n", secondsSince(start));
      assertThat(output).content().contains("Routing was right throughout");
      assertThat(ended).isTrue();
      assertThat(demo.exitValue()).isZero();
      assertThat(clusterOf(output)).doesNotExist();
    } finally {
      demo.destroy();
    }
  }

  private static Process start(Path output) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            Demo.class.getName())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static long secondsSince(long startNanos) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
  }

  private static Path clusterOf(Path output) throws IOException {
    Matcher address = ADDRESS.matcher(Files.readString(output));
    assertThat(address.find()).as("an address in the URL that the demo prints").isTrue();
    return Path.of(System.getProperty("java.io.tmpdir"), "pgha-testkit-" + address.group(1));
  }
}
