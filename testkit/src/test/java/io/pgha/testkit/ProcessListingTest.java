package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProcessListingTest {
  private static final String LISTING =
      """
      lrwxrwxrwx 1 root     root  0 Nov 26 14:00 /proc/1/cwd -> /
      lrwxrwxrwx 1 postgres 20301 0 Nov 26 14:00 /proc/17/cwd -> /tmp/pgha-testkit-3/pg1
      lrwxrwxrwx 1 postgres 20301 0 Nov 26 14:00 /proc/23/cwd -> /tmp/pgha-testkit-3/pg1/data (deleted)
      lrwxrwxrwx 1 postgres 20301 0 Nov 26 14:00 /proc/30/cwd -> /tmp/pgha-testkit-3/pg11
      1 (docker-init) S 0 1 1 0 -1
      17 (patroni) S 0 17 17 0 -1
      23 (a name) (x) T 17 23 23 0 -1
      30 (patroni) S 0 30 30 0 -1
      40 (unknown) S 0 40 40 0 -1
      """;

  @Test
  void findsWhatWorksInADirectoryOrBelowItWithItsState() {
    assertThat(ProcessListing.in(Path.of("/tmp/pgha-testkit-3/pg1"), LISTING))
        .isEqualTo(Map.of(17L, 'S', 23L, 'T'));
  }

  @Test
  void findsNothingInAnEmptyListing() {
    assertThat(ProcessListing.in(Path.of("/tmp"), "")).isEmpty();
  }
}
