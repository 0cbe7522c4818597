package io.pgha.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RecorderTest {
  private final Recorder recorder = new Recorder(() -> 0);
  private final Recording run =
      new Runs()
          .readOnReplica(10)
          .readOnLeader(20)
          .readOnReplica(30)
          .write(5, "pg1", 1)
          .recording();

  @Test
  void givesTheLatestOrEverything() {
    run.reads().forEach(recorder::add);
    run.writes().forEach(recorder::add);
    assertThat(recorder.since(Runs.nanos(15)).reads()).hasSize(2);
    assertThat(recorder.since(Runs.nanos(15)).writes()).isEmpty();
    assertThat(recorder.all()).isEqualTo(run);
  }
}
