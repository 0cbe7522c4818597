package io.pgha.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MemberPaceTest {
  private static final long NOW = 1_000_000;

  private final RandomGenerator random = new Random(20261123);
  private final MemberPace pace = new MemberPace(random, NOW);

  @Test
  void asksAtOnceWhoWasNeverAsked() {
    assertThat(pace.due(/* urgent= */ false, NOW)).isTrue();
  }

  @Test
  void restsTenTimesAsLongAsTheAnswerTakesMoreOrLess() {
    answersIn(500);
    answersIn(500);

    LongSummaryStatistics rests = LongStream.range(0, 1_000).map(i -> rest()).summaryStatistics();

    assertThat(rests.getMin()).isBetween(2_500L, 2_600L);
    assertThat(rests.getMax()).isBetween(7_400L, 7_500L);
    assertThat(rests.getAverage()).isBetween(4_800.0, 5_200.0);
  }

  @Test
  void restsMuchShorterWhenItIsUrgent() {
    answersIn(500);
    answersIn(500);

    for (int i = 0; i < 1_000; i++) {
      pace.started(NOW);
      assertThat(pace.due(/* urgent= */ true, NOW + 1_500)).isTrue();
      assertThat(pace.due(/* urgent= */ true, NOW + 499)).isFalse();
    }
  }

  @Test
  void doesNotCountTheFirstAnswer() {
    answersIn(900_000);
    assertThat(rest()).isZero();

    answersIn(100);
    assertThat(rest()).isBetween(500L, 1_500L);
  }

  @Test
  void restsLongerAsAnswersGetSlower() {
    answersIn(100);
    answersIn(100);
    long before = rest();
    for (int i = 0; i < 20; i++) {
      answersIn(10_000);
    }

    assertThat(rest()).isGreaterThan(10 * before);
  }

  @Test
  void losesSightOfNobodyWhoWasSlowForAWhile() {
    for (int i = 0; i < 20; i++) {
      answersIn(30_000_000_000L);
      pace.started(NOW);
      assertThat(pace.due(/* urgent= */ false, NOW + 3_000_000_000L)).isTrue();
    }
    assertThat(pace.due(/* urgent= */ false, NOW + 900_000_000L)).isFalse();
  }

  @Test
  void doesNotRestForWhoNeverAnswers() {
    pace.started(NOW);
    pace.started(NOW);

    assertThat(pace.due(/* urgent= */ false, NOW)).isTrue();
  }

  private void answersIn(long nanos) {
    pace.started(NOW);
    pace.answered(NOW + nanos);
  }

  /** After a poll, how long until the member is due again. */
  private long rest() {
    pace.started(NOW);
    long rest = 0;
    while (!pace.due(/* urgent= */ false, NOW + rest)) {
      rest += 10;
    }
    return rest;
  }
}
