package io.pgha.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The jar that users run, in a JVM of its own. */
final class PackagedJarIT {
  @Test
  void printsWhatTheCommandPrintsHere() throws Exception {
    Golden golden = Golden.of("haproxy-default").get(0);
    assertThat(output(0, golden.arguments())).isEqualTo(Files.readString(golden.file()));
  }

  @Test
  void saysInItsExitStatusThatTheInputIsBad() throws Exception {
    output(2, List.of("haproxy", "jdbc:pgha://10.0.0.1/app?maxReplicaLag=1mb", "--offline"));
  }

  @Test
  void asksForTheClusterWithTheLibrariesInIt() throws Exception {
    output(2, List.of("haproxy", "jdbc:pgha://127.0.0.1/app?patroniPort=1"));
  }

  private static String output(int status, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", System.getProperty("pgha.jar")));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(status);
    return said;
  }
}
