package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunDirectoryTest {
  private final Path parent;

  RunDirectoryTest(@TempDir Path parent) {
    this.parent = parent;
  }

  @Test
  void givesEveryClusterItsOwnNumber() {
    try (RunDirectory one = RunDirectory.claim(parent);
        RunDirectory two = RunDirectory.claim(parent)) {
      assertThat(one.number()).isNotEqualTo(two.number());
      assertThat(one.path()).isDirectory();
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void canBeClosedTwice() {
    RunDirectory directory = RunDirectory.claim(parent);
    directory.close();
    directory.close();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void removesTheDirectoryOfAProcessThatIsNoMore() throws IOException {
    Path abandoned = abandoned(new Owner(ProcessHandle.current().pid(), 1));
    RunDirectory.claim(parent).close();
    assertThat(abandoned).doesNotExist();
  }

  @Test
  void keepsTheDirectoryOfALivingProcess() throws IOException {
    Path living = abandoned(Owner.current());
    RunDirectory.claim(parent).close();
    assertThat(living.resolve("pg1")).isDirectory();
  }

  @Test
  void killsAProcessThatStillWorksThere() throws Exception {
    Path abandoned = abandoned(new Owner(ProcessHandle.current().pid(), 1));
    Process survivor =
        new ProcessBuilder("sleep", "600").directory(abandoned.resolve("pg1").toFile()).start();
    RunDirectory.claim(parent).close();
    assertThat(survivor.waitFor()).isEqualTo(128 + 9);
  }

  private Path abandoned(Owner owner) throws IOException {
    Path directory = parent.resolve("pgha-testkit-251");
    Files.createDirectories(directory.resolve("pg1"));
    owner.write(directory);
    return directory;
  }
}
