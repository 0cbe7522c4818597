package io.pgha.proxy.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The secret of VRRP version 2 is made once and kept. */
final class SecretTest {
  @TempDir Path folder = Path.of("");

  @Test
  void isMadeOnceAndKeptForItsOwner() throws IOException {
    Path file = folder.resolve("secret");
    String made = Secret.of(file.toString(), new Random(1));
    assertThat(made).hasSize(8).isNotEqualTo(Secret.of(folder + "/other", new Random(2)));
    assertThat(Secret.of(file.toString(), new Random(3))).isEqualTo(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
