package io.pgha.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.benchmarks.race.Served.Moment;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServedTest {
  @Test
  void successesWithShortPausesAreOneRun() {
    assertThat(
            Served.runs(
                List.of(new Moment(0, "pg1"), new Moment(50, "pg1"), new Moment(90, "pg1"))))
        .containsExactly(new Served(0, 90, "pg1"));
  }

  @Test
  void longPauseEndsARun() {
    assertThat(
            Served.runs(
                List.of(new Moment(0, "pg1"), new Moment(10, "pg1"), new Moment(61, "pg1"))))
        .containsExactly(new Served(0, 10, "pg1"), new Served(61, 61, "pg1"));
  }

  @Test
  void anotherMemberBeginsARunOfItsOwn() {
    assertThat(
            Served.runs(
                List.of(
                    new Moment(0, "pg2"),
                    new Moment(10, "pg1"),
                    new Moment(20, "pg2"),
                    new Moment(30, "pg1"))))
        .containsExactly(new Served(0, 20, "pg2"), new Served(10, 30, "pg1"));
  }

  @Test
  void nobodyServedIsNoRun() {
    assertThat(Served.runs(List.of())).isEmpty();
  }
}
