package io.pgha.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MemberPaceTest {
  private static final long NOW = 1_000_000;
  private static final long MILLI = 1_000_000;

  private final RandomGenerator random = new Random(20261123);
  private final MemberPace pace = new MemberPace(random, NOW);

  @Test
  void asksAtOnceWhoWasNeverAsked() {
    assertThat(pace.due(/* urgent= */ false, NOW)).isTrue();
  }

  @Test
  void restsTwiceAsLongAsTheAnswerTakesMoreOrLess() {
    answersIn(50 * MILLI);
    answersIn(50 * MILLI);

    LongSummaryStatistics rests = LongStream.range(0, 1_000).map(i -> rest()).summaryStatistics();

    assertThat(rests.getMin()).isEqualTo(100 * MILLI);
    assertThat(rests.getMax()).isBetween(122 * MILLI, 126 * MILLI);
    assertThat(rests.getAverage()).isBetween(104.0 * MILLI, 109.0 * MILLI);
  }

  @Test
  void restsNoLongerForAClusterThatIsBusyWithItself() {
    answersIn(250 * MILLI);
    answersIn(250 * MILLI);

    assertThat(pace.rest()).isEqualTo(2 * 50 * MILLI);
  }

  @Test
  void restsSixteenTimesAsLongAsItMadeUsWaitBeyondThat() {
    answersIn(300 * MILLI);
    answersIn(300 * MILLI);

    assertThat(pace.rest()).isEqualTo(2 * 50 * MILLI + 16 * 50 * MILLI);
  }

  @Test
  void restsMuchShorterWhenItIsUrgent() {
    answersIn(750 * MILLI);
    answersIn(750 * MILLI);

    for (int i = 0; i < 1_000; i++) {
      pace.started(NOW);
      assertThat(pace.due(/* urgent= */ true, NOW + 1_500 * MILLI)).isTrue();
      assertThat(pace.due(/* urgent= */ true, NOW + 499 * MILLI)).isFalse();
    }
  }

  @Test
  void isSlowedBySeveralInARow() {
    for (int i = 0; i < 10; i++) {
      answersIn(5 * MILLI);
    }
    answersIn(1_000 * MILLI);
    answersIn(1_000 * MILLI);
    answersIn(1_000 * MILLI);

    assertThat(pace.rest()).isEqualTo(3_000 * MILLI);
  }

  @Test
  void spreadsHurriesOverTenAnswers() {
    answersIn(5 * MILLI);
    answersIn(5 * MILLI);

    assertThat(pace.spread()).isEqualTo(50 * MILLI);
  }

  @Test
  void doesNotCountTheFirstAnswer() {
    answersIn(900 * MILLI);
    assertThat(rest()).isEqualTo(100 * MILLI);

    answersIn(50 * MILLI);
    assertThat(rest()).isBetween(100 * MILLI, 126 * MILLI);
  }

  @Test
  void restsForATenthOfASecondAtLeastAndForHalfOfThatWhenItIsUrgent() {
    answersIn(MILLI);
    answersIn(MILLI);

    pace.started(NOW);

    assertThat(pace.due(/* urgent= */ false, NOW + 100 * MILLI - 1)).isFalse();
    assertThat(pace.due(/* urgent= */ false, NOW + 100 * MILLI)).isTrue();
    assertThat(pace.due(/* urgent= */ true, NOW + 50 * MILLI - 1)).isFalse();
    assertThat(pace.due(/* urgent= */ true, NOW + 50 * MILLI)).isTrue();
  }

  /** In the moment of a failure everybody is busy, and the next answer is urgently wanted. */
  @Test
  void isNotSlowedByOneAnswerThatTookVeryLong() {
    for (int i = 0; i < 10; i++) {
      answersIn(5 * MILLI);
    }
    answersIn(3_000 * MILLI);

    assertThat(rest()).isEqualTo(100 * MILLI);
  }

  @Test
  void restsLongerAsAnswersGetSlower() {
    answersIn(2 * MILLI);
    answersIn(2 * MILLI);
    assertThat(rest()).isEqualTo(100 * MILLI);
    for (int i = 0; i < 20; i++) {
      answersIn(350 * MILLI);
    }

    assertThat(rest()).isGreaterThan(700 * MILLI);
  }

  @Test
  void losesSightOfNobodyWhoWasSlowForAWhile() {
    for (int i = 0; i < 20; i++) {
      answersIn(30_000_000_000L);
      pace.started(NOW);
      assertThat(pace.due(/* urgent= */ false, NOW + 3_750_000_000L)).isTrue();
    }
    assertThat(pace.due(/* urgent= */ false, NOW + 900_000_000L)).isFalse();
  }

  @Test
  void doesNotRestForWhoNeverAnswers() {
    pace.started(NOW);
    pace.started(NOW);

    assertThat(rest()).isEqualTo(100 * MILLI);
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
      rest += MILLI;
    }
    return rest;
  }
}
