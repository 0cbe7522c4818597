package io.pgha.driver.cluster;

import static io.pgha.driver.topology.StatusBuilder.leader;
import static io.pgha.driver.topology.StatusBuilder.replica;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.topology.PolledCluster;
import io.pgha.driver.topology.View;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long FAST = MILLISECONDS.toNanos(100);
  private static final long FASTEST = MILLISECONDS.toNanos(50);
  private static final long PATIENT = MILLISECONDS.toNanos(500);
  private static final long NOW = HOURS.toNanos(1);

  private final PolledCluster polled =
      PolledCluster.of("pg1", "pg2").answers("pg1", leader()).answers("pg2", replica()).settled();
  private final Pace pace = pace(Duration.ofSeconds(5));

  private static Pace pace(Duration steady) {
    return new Pace(steady, new Random(20261123), NOW);
  }

  @Test
  void beginsAtOnce() {
    assertThat(pace.nextRoundAt()).isEqualTo(NOW);
  }

  @Test
  void isSteadyAndJittered() {
    LongSummaryStatistics pauses =
        LongStream.range(0, 1_000).map(i -> pauseAfterRound(NOW)).summaryStatistics();

    assertThat(pauses.getMin()).isBetween(SECONDS.toNanos(5), MILLISECONDS.toNanos(5_025));
    assertThat(pauses.getMax()).isBetween(MILLISECONDS.toNanos(5_975), SECONDS.toNanos(6));
    assertThat(pauses.getAverage()).isBetween(5.45e9, 5.55e9);
  }

  @Test
  void slowsDownWhileNothingHappens() {
    pace.seen(led(), /* somebodyWaits= */ false, NOW);

    assertThat(averagePauseAfter(Duration.ofSeconds(30))).isBetween(5.4e9, 5.6e9);
    pace.seen(led(), /* somebodyWaits= */ false, NOW + SECONDS.toNanos(50));
    assertThat(averagePauseAfter(Duration.ofSeconds(60))).isBetween(10.9e9, 11.1e9);
    assertThat(averagePauseAfter(Duration.ofHours(1))).isBetween(21.8e9, 22.2e9);
  }

  @Test
  void isAsQuickAsEverAfterAnEvent() {
    pace.seen(led(), /* somebodyWaits= */ false, NOW);
    long later = NOW + HOURS.toNanos(1);
    View changed =
        polled
            .nextRound()
            .answers("pg1", leader())
            .answers("pg2", replica().state("stopped"))
            .view();

    pace.roundStarted(later);
    pace.seen(changed, /* somebodyWaits= */ false, later + 1);

    assertThat(pace.nextRoundAt() - later).isBetween(SECONDS.toNanos(5), SECONDS.toNanos(6));
    assertThat(averagePauseAfter(Duration.ofHours(1))).isBetween(5.4e9, 5.6e9);
  }

  @Test
  void isAsQuickAsEverAfterAHurry() {
    pace.seen(led(), /* somebodyWaits= */ false, NOW);

    pace.hurry(/* spread= */ 0, NOW + HOURS.toNanos(1));

    assertThat(averagePauseAfter(Duration.ofHours(1).plusSeconds(10))).isBetween(5.4e9, 5.6e9);
  }

  @Test
  void neverSlowsDownBeyondAMinute() {
    Pace slow = pace(Duration.ofSeconds(40));
    slow.roundStarted(NOW + HOURS.toNanos(1));

    assertThat(slow.nextRoundAt() - NOW - HOURS.toNanos(1))
        .isBetween(SECONDS.toNanos(60), SECONDS.toNanos(72));
  }

  private double averagePauseAfter(Duration quiet) {
    return LongStream.range(0, 1_000)
        .map(i -> pauseAfterRound(NOW + quiet.toNanos()))
        .average()
        .orElseThrow();
  }

  @Test
  void hurriesOnASignalForAWhile() {
    pace.roundStarted(NOW);
    long later = NOW + SECONDS.toNanos(1);

    pace.hurry(/* spread= */ 0, later);

    assertThat(pace.nextRoundAt()).isEqualTo(later);
    assertThat(pauseAfterRound(later)).satisfies(about(FAST));
    assertThat(pauseAfterRound(later + MILLISECONDS.toNanos(2_999))).satisfies(about(FAST));
    assertThat(pauseAfterRound(later + SECONDS.toNanos(3))).isGreaterThan(2 * PATIENT);
  }

  @Test
  void leavesTimeBetweenRoundsEvenInAHurry() {
    pace.roundStarted(NOW);
    pace.hurry(/* spread= */ 0, NOW);
    pace.hurry(/* spread= */ 0, NOW + 1);

    assertThat(pace.nextRoundAt() - NOW).satisfies(about(FAST));
  }

  @Test
  void losesStepWithOthersThatHurryForTheSameReason() {
    pace.hurry(/* spread= */ 0, NOW);
    pace.roundStarted(NOW);
    pace.seen(led(), /* somebodyWaits= */ true, NOW + 1);
    long first = pace.nextRoundAt();
    pace.roundStarted(NOW);
    pace.seen(led(), /* somebodyWaits= */ true, NOW + 1);

    assertThat(pace.nextRoundAt()).isNotEqualTo(first);
  }

  @Test
  void spreadsTheBeginningOfAHurry() {
    long spread = MILLISECONDS.toNanos(400);
    long later = NOW + SECONDS.toNanos(1);
    LongSummaryStatistics delays =
        LongStream.range(0, 1_000)
            .map(seed -> delayOfAHurry(new Random(seed), spread, later))
            .summaryStatistics();

    assertThat(delays.getMin()).isBetween(0L, spread / 10);
    assertThat(delays.getMax()).isBetween(spread * 9 / 10, spread);
    assertThat(delays.getAverage()).isBetween(spread * 0.45, spread * 0.55);
  }

  @Test
  void doesNotPutAHurryOffForAnother() {
    long later = NOW + SECONDS.toNanos(1);
    pace.roundStarted(NOW);
    pace.hurry(/* spread= */ 0, later);
    pace.hurry(SECONDS.toNanos(9), later + 1);

    assertThat(pace.nextRoundAt()).isEqualTo(later);
  }

  private static long delayOfAHurry(Random random, long spread, long later) {
    Pace another = new Pace(Duration.ofSeconds(5), random, NOW);
    another.roundStarted(NOW);
    another.hurry(spread, later);
    return another.nextRoundAt() - later;
  }

  @Test
  void neverSlowsDownForAHurry() {
    Pace quick = pace(Duration.ofMillis(20));
    quick.roundStarted(NOW);
    quick.hurry(/* spread= */ 0, NOW);
    quick.roundStarted(NOW);

    assertThat(quick.nextRoundAt() - NOW).satisfies(about(MILLISECONDS.toNanos(20)));
  }

  @Test
  void hurriesForAMinuteWhenTheLeaderIsLost() {
    pace.roundStarted(NOW);
    pace.seen(leaderless(), /* somebodyWaits= */ false, NOW + 1);
    assertThat(pace.nextRoundAt() - NOW).satisfies(about(FAST));

    long later = NOW + SECONDS.toNanos(59);
    pace.seen(leaderless(), /* somebodyWaits= */ false, later);
    assertThat(pauseAfterRound(later)).satisfies(about(FAST));

    later = NOW + 1 + SECONDS.toNanos(60);
    pace.seen(leaderless(), /* somebodyWaits= */ false, later);
    assertThat(pauseAfterRound(later)).satisfies(about(PATIENT));
  }

  @Test
  void hurriesAgainWhenTheNextLeaderIsLost() {
    pace.seen(leaderless(), /* somebodyWaits= */ false, NOW);
    long later = NOW + SECONDS.toNanos(120);
    pace.seen(led(), /* somebodyWaits= */ false, later);
    assertThat(pauseAfterRound(later)).isGreaterThan(2 * PATIENT);

    pace.seen(leaderless(), /* somebodyWaits= */ false, later);
    assertThat(pauseAfterRound(later)).satisfies(about(FAST));
  }

  @Test
  void isFastestForASecondWhileALeaderIsPromoted() {
    pace.seen(promoted(), /* somebodyWaits= */ true, NOW);
    assertThat(pauseAfterRound(NOW)).satisfies(about(FASTEST));

    long later = NOW + SECONDS.toNanos(1);
    pace.seen(promoted(), /* somebodyWaits= */ true, later);
    assertThat(pauseAfterRound(later)).satisfies(about(FAST));
  }

  @Test
  void isFastestAgainForTheNextThatIsPromoted() {
    pace.seen(promoted(), /* somebodyWaits= */ true, NOW);
    long later = NOW + SECONDS.toNanos(2);
    View another =
        polled.nextRound().answers("pg1", replica().code(200)).answers("pg2", replica()).view();

    pace.seen(another, /* somebodyWaits= */ true, later);

    assertThat(pauseAfterRound(later)).satisfies(about(FASTEST));
  }

  @Test
  void isPatientWhileSomebodyWaits() {
    pace.roundStarted(NOW);
    pace.seen(led(), /* somebodyWaits= */ true, NOW);
    assertThat(pace.nextRoundAt() - NOW).satisfies(about(PATIENT));

    pace.seen(led(), /* somebodyWaits= */ false, NOW);
    assertThat(pauseAfterRound(NOW)).isGreaterThan(2 * PATIENT);
  }

  @Test
  void doesNotMissALeaderThatNeverWas() {
    PolledCluster standby = PolledCluster.of("pg1").answers("pg1", replica()).settled();

    pace.seen(standby.view(), /* somebodyWaits= */ false, NOW);

    assertThat(pauseAfterRound(NOW)).isGreaterThan(2 * PATIENT);
  }

  private static Consumer<Long> about(long nanos) {
    return pause -> assertThat(pause).isBetween(nanos, nanos + nanos / 5);
  }

  private long pauseAfterRound(long now) {
    pace.roundStarted(now);
    return pace.nextRoundAt() - now;
  }

  private View led() {
    return polled.nextRound().answers("pg1", leader()).answers("pg2", replica()).view();
  }

  private View promoted() {
    return polled.nextRound().answers("pg1", replica()).answers("pg2", replica().code(200)).view();
  }

  private View leaderless() {
    return polled.nextRound().answers("pg1", replica()).answers("pg2", replica()).view();
  }
}
