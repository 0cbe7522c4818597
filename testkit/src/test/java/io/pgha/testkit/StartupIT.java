package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that can't start. */
final class StartupIT {
  /**
   * JUnit's folder belongs to root alone, so that the processes can't reach what is theirs below
   * it.
   */
  @Test
  void showsTheLogsAtOnceAndLeavesNothing(@TempDir Path closedFolder) {
    assertThatIllegalStateException()
        .isThrownBy(() -> PatroniCluster.builder().members(1).start(closedFolder))
        .withMessageContaining("etcd has ended")
        .withMessageContaining("--- etcd.log")
        .withMessageContaining("error listing data dir");
    assertThat(closedFolder).isEmptyDirectory();
  }
}
