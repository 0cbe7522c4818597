package io.pgha.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each command of {@code golden/commands.txt} prints its file. With {@code -Dpgha.golden=renew} the
 * files become what is printed, for you to look at the difference in Git.
 */
final class GoldenTest {
  static List<Golden> goldens() throws IOException {
    return Golden.all();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void printsTheGoldenFile(Golden golden) throws IOException {
    Run run = Run.of(golden.arguments());
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    if ("renew".equals(System.getProperty("pgha.golden"))) {
      Files.writeString(golden.file(), run.out());
    }
    assertThat(run.out()).isEqualTo(Files.readString(golden.file()));
  }
}
