package io.pgha.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TermsTest {
  private static Terms terms(Runs run) {
    return new Terms(run.recording().writes());
  }

  @Test
  void findsNothingWrongWithOneLeaderAfterTheOther() {
    Terms terms = terms(new Runs().write(10, "pg1", 1).write(20, "pg2", 2).write(30, "pg1", 3));
    assertThat(terms.clash()).isEmpty();
    assertThat(terms).hasToString("pg1, then pg2, then pg1");
  }

  @Test
  void findsTwoMembersOnOneTimeline() {
    assertThat(terms(new Runs().write(10, "pg1", 1).write(20, "pg2", 1)).clash())
        .contains("pg1 and pg2 both took writes on timeline 1.");
  }

  @Test
  void findsAWriteOnTheOldLeaderAfterTheNewOneTookOver() {
    Runs run = new Runs().write(1_000, "pg1", 1).write(2_000, "pg2", 2).write(3_000, "pg1", 1);
    assertThat(terms(run).clash())
        .contains("pg1 still took a write at 0:03, when pg2 had taken over at 0:02.");
  }

  @Test
  void findsItWithAnotherTermInBetween() {
    Runs run = new Runs().write(10, "pg2", 2).write(20, "pg3", 3).write(15, "pg1", 1);
    assertThat(terms(run).clash()).get().asString().startsWith("pg1 still took a write");
  }

  @Test
  void doesNotJudgeWritesThatWereUnderWayAtTheSameTime() {
    Runs run = new Runs().write(10, "pg1", 1).write(11, "pg2", 2).write(11, "pg1", 1);
    assertThat(terms(run).clash()).isEmpty();
  }
}
