package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramsTest {
  private final Path folder;

  ProgramsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void namesTheMissingProgramAndItsPackage() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Programs(List.of(folder)).etcd())
        .withMessageContaining("'etcd'")
        .withMessageContaining(folder.toString())
        .withMessageContaining("apt-get install etcd-server");
  }

  @Test
  void takesTheFirstExecutable() throws IOException {
    Path script = Files.writeString(folder.resolve("etcd"), "#!/bin/sh\n");
    assertThat(new Programs(List.of(folder)).find("etcd")).as("not executable").isEmpty();
    assertThat(script.toFile().setExecutable(true)).isTrue();
    assertThat(new Programs(List.of(folder)).etcd()).isEqualTo(script);
  }
}
