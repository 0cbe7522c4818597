package io.pgha.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of HAProxy goes back to what it was. */
final class InstalledFileTest {
  @TempDir Path folder = Path.of("");

  @Test
  void isGoneAgainIfThereWasNone() {
    InstalledFile installed = new InstalledFile(file(), new OutputOptions());
    assertThat(installed.text()).isEmpty();
    installed.putBack(Optional.of("new"));
    assertThat(installed.text()).contains("new");
    installed.putBack(Optional.empty());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void goesBackWithoutTouchingTheCopyOfTheOldOne() throws Exception {
    Files.writeString(file(), "bad");
    Path copy = Files.writeString(folder.resolve("haproxy.cfg.bak"), "old");
    new InstalledFile(file(), new OutputOptions()).putBack(Optional.of("old"));
    assertThat(file()).hasContent("old");
    assertThat(copy).hasContent("old");
    assertThat(folder).isDirectoryContaining(each -> each.equals(copy));
    assertThat(folder.resolve("haproxy.cfg.pgha-new")).doesNotExist();
  }

  private Path file() {
    return folder.resolve("haproxy.cfg");
  }
}
