package io.pgha.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that ask the cluster refuse bad input with one message and exit status 2. */
final class CommandInputTest {
  private static final String NOBODY =
      "jdbc:pgha://127.0.0.1:2/app?patroniPort=1&user=app&password=geheim";

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"status", "doctor", "check", "watch"})
  void refuseAUrlThatIsWrong(String command) throws IOException {
    assertThat(refused(command, NOBODY + "&maxReplicaLag=10mb")).contains("Did you mean 10MB?");
    assertThat(refused(command, NOBODY.replace("pgha", "postgresql")))
        .contains("The URL must begin with jdbc:pgha:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "doctor", "check", "watch"})
  void sayThatNobodyAnswers(String command) throws IOException {
    assertThat(refused(command, NOBODY)).contains("No REST API of the cluster answers", "refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"doctor", "check", "watch"})
  void refuseToAskNobody(String command) throws IOException {
    assertThat(refused(command, NOBODY, "--offline")).contains("--offline asks nobody");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "doctor", "check", "watch"})
  void refuseTheApisPortAsThatOfPostgresql(String command) throws IOException {
    assertThat(refused(command, "jdbc:pgha://127.0.0.1:8008/app?password=geheim"))
        .contains(
            "The URL names 127.0.0.1:8008, where Patroni's REST API is; expected PostgreSQL's port");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0"})
  void doctorRefusesPoolsOfNoSize(String size) {
    assertThat(refused(Run.of("doctor", NOBODY, "--pool-size=" + size)))
        .contains("--pool-size is " + size + "; expected how many sessions");
  }

  @Test
  void checkRefusesAFileThatIsNotThere() {
    assertThat(refused(Run.of("check", NOBODY, "/nowhere/haproxy.cfg")))
        .isEqualTo("pgha: Cannot read /nowhere/haproxy.cfg: NoSuchFileException\n");
  }

  @Test
  void watchMustKnowTheFile() {
    assertThat(refused(Run.of("watch", NOBODY, "--reload", "true")))
        .contains("--output is missing");
  }

  @Test
  void commandLinesThatAreWrongShowNoUrl() {
    Run run = Run.of("status", NOBODY, NOBODY);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).doesNotContain("geheim");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void showNoUrlThatStandsInThePlaceOfAFlagOrAFile() {
    for (String[] arguments :
        new String[][] {
          {"status", "--json=" + NOBODY}, {"status", NOBODY, "--json=" + NOBODY},
          {"check", NOBODY, NOBODY}, {"check", NOBODY, "postgresql://app:geheim@h/db"},
        }) {
      Run run = Run.of(arguments);
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).contains("(a URL)").doesNotContain("geheim");
    }
  }

  private String refused(String command, String url, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command, url));
    Path file = folder.resolve("haproxy.cfg");
    if (command.equals("check")) {
      arguments.add(Files.writeString(file, "defaults\n").toString());
    } else if (command.equals("watch")) {
      arguments.addAll(List.of("--output", file.toString(), "--reload", "true"));
    }
    arguments.addAll(List.of(more));
    return refused(Run.of(arguments));
  }

  private static String refused(Run run) {
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("pgha: ").doesNotContain("geheim").hasLineCount(1);
    return run.err();
  }
}
