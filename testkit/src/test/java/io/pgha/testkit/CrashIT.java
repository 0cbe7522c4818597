package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing stays behind, however the JVM ends. */
@Tag("alone")
final class CrashIT {
  private static final List<String> POOR_ROOT =
      List.of("setpriv", "--bounding-set", "-sys_ptrace,-net_admin");

  @Test
  void nextStartRemovesWhatAKilledJvmLeft() throws Exception {
    Process jvm = startJvm("isolated");
    try (BufferedReader output = jvm.inputReader()) {
      Path directory = firstLine(output);
      String segment = sharedMemory(directory);
      assertThat(Rules.containing(directory.getFileName().toString())).isNotEmpty();

      jvm.destroyForcibly().waitFor();
      assertThat(Processes.in(directory)).as("survivors of the crash").hasSizeGreaterThan(5);

      RunDirectory.claim(Path.of(System.getProperty("java.io.tmpdir"))).close();
      assertIsGone(directory);
      assertThat(Files.readString(Path.of("/proc/sysvipc/shm"))).doesNotContain(segment);
    } finally {
      jvm.destroyForcibly();
    }
  }

  @Test
  void nextStartRemovesTheNetworkOfAKilledJvm() throws Exception {
    Process jvm = startJvm("with proxy hosts");
    try (BufferedReader output = jvm.inputReader()) {
      Path directory = firstLine(output);
      String number = directory.getFileName().toString().replaceFirst(".*-", "");
      Path link = Path.of("/sys/class/net/pgha" + number);
      assertThat(link).exists();

      jvm.destroyForcibly().waitFor();
      assertThat(link).exists();

      RunDirectory.claim(Path.of(System.getProperty("java.io.tmpdir"))).close();
      assertIsGone(directory);
      Await.until("the kernel to take the link away", () -> Files.notExists(link));
    } finally {
      jvm.destroyForcibly();
    }
  }

  @Test
  void jvmThatIsAskedToEndTakesItsClusterAlong() throws Exception {
    Process jvm = startJvm("running");
    try (BufferedReader output = jvm.inputReader()) {
      assertThatItsEndTakesAlong(firstLine(output), jvm);
    } finally {
      jvm.destroyForcibly();
    }
  }

  /** As in a container that was started without a word about what root may do there. */
  @Test
  void rootThatMayNotLookAtOthersProcessesKillsAndRemovesThemAll() throws Exception {
    Process jvm = startJvm(POOR_ROOT, "killed");
    try (BufferedReader output = jvm.inputReader()) {
      Path directory = firstLine(output);
      assertThat(Processes.in(directory.resolve("pg1"))).as("survivors of the kill").isEmpty();
      assertThat(Processes.in(directory)).as("etcd").isNotEmpty();
      assertThatItsEndTakesAlong(directory, jvm);
    } finally {
      jvm.destroyForcibly();
    }
  }

  @Test
  void rootThatMayNotUseIptablesIsToldWhatIsMissing() throws Exception {
    Process jvm = startJvm(POOR_ROOT, "isolated");
    try (BufferedReader output = jvm.inputReader()) {
      List<String> said = output.lines().toList();
      jvm.waitFor();
      assertThat(said)
          .anyMatch(
              line ->
                  line.contains(
                      "Isolating pg1 is done with iptables and needs the capability NET_ADMIN"));
    } finally {
      jvm.destroyForcibly();
    }
  }

  static Process startJvm(String mode, String... options) throws IOException {
    return startJvm(List.of(), mode, options);
  }

  private static Process startJvm(List<String> under, String mode, String... options)
      throws IOException {
    List<String> command = new ArrayList<>(under);
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ClusterMain.class.getName(), mode));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  static Path firstLine(BufferedReader output) throws IOException {
    String line = output.readLine();
    assertThat(line).as("first line of the other JVM").startsWith("/");
    return Path.of(line);
  }

  /** Key and id, as the kernel prints them. */
  private static String sharedMemory(Path directory) throws IOException {
    List<String> lines = Files.readAllLines(directory.resolve("pg1/data/postmaster.pid"));
    String[] keyAndId = lines.get(6).strip().split("\\s+", 2);
    String segment = "%10s %10s".formatted(keyAndId[0], keyAndId[1]);
    assertThat(Files.readString(Path.of("/proc/sysvipc/shm"))).contains(segment);
    return segment;
  }

  private static void assertThatItsEndTakesAlong(Path directory, Process jvm)
      throws InterruptedException {
    jvm.destroy();
    jvm.waitFor();
    assertIsGone(directory);
  }

  private static void assertIsGone(Path directory) {
    assertThat(directory).doesNotExist();
    assertThat(Processes.in(directory)).isEmpty();
    assertThat(Rules.containing(directory.getFileName().toString() + "-")).isEmpty();
  }
}
