package io.pgha.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BenchmarksTest {
  @ParameterizedTest
  @ValueSource(strings = {"-h", "-l", "-lp", "-lprof", "-lrf"})
  void whoAsksWhatThereIsStartsNothing(String option, @TempDir Path shared) throws Exception {
    Path folder = shared.resolve("report");
    Benchmarks.main(new String[] {folder.toString(), option});
    assertThat(folder).doesNotExist();
  }

  @Test
  void refusesANameThatNoBenchmarkHas(@TempDir Path folder) {
    assertThatThrownBy(() -> Benchmarks.main(new String[] {folder.toString(), "NoSuchThing"}))
        .hasMessage("No benchmark is named so: [NoSuchThing]");
    assertThat(folder).isEmptyDirectory();
  }
}
