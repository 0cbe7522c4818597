package io.pgha.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ApiModelTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  private final Simulation clock = new Simulation();
  private final List<Long> answeredAt = new ArrayList<>();

  /** Each request takes 10 ms, of which none other can have so many that so many are served. */
  private ApiModel api(double perSecond) {
    ServiceTimes times = new ServiceTimes(List.of(10 * MILLI), perSecond);
    return new ApiModel(clock, times, new SplittableRandom(1));
  }

  private boolean connect(ApiModel api) {
    return api.connect(() -> answeredAt.add(clock.read()));
  }

  @Test
  void aloneARequestTakesWhatWasMeasured() {
    connect(api(/* perSecond= */ 400));
    clock.runUntil(SECOND);

    assertThat(answeredAt).singleElement().satisfies(at -> isCloseTo(10 * MILLI, at));
  }

  private static void isCloseTo(long expected, long nanos) {
    assertThat(nanos).isCloseTo(expected, within(100L));
  }

  @Test
  void holdsSixConnectionsThatWereNotAcceptedYet() {
    ApiModel api = api(/* perSecond= */ 100);
    for (int i = 0; i < 6; i++) {
      assertThat(connect(api)).isTrue();
    }

    assertThat(connect(api)).isFalse();
    assertThat(api.dropped()).isEqualTo(1);
  }

  @Test
  void answersAllThatItHolds() {
    ApiModel api = api(/* perSecond= */ 100);
    for (int i = 0; i < 10; i++) {
      connect(api);
    }
    clock.runUntil(SECOND);

    assertThat(answeredAt).hasSize(6);
  }

  /** With little that there is only once, five workers are what limits. */
  @Test
  void fiveWorkersDoFiveTimesWhatOneDoes() {
    assertThat(perSecondWhenFull(api(/* perSecond= */ 10_000))).isCloseTo(500, within(5.0));
  }

  @Test
  void whatThereIsOnlyOnceLimitsTheWorkers() {
    assertThat(perSecondWhenFull(api(/* perSecond= */ 200))).isCloseTo(200, within(2.0));
  }

  @Test
  void isBusyAllTheTimeWhenFull() {
    ApiModel api = api(/* perSecond= */ 200);
    perSecondWhenFull(api);

    assertThat((double) api.processedNanos() / clock.read()).isCloseTo(1, within(0.01));
  }

  @Test
  void isBusyInProportionWhenNot() {
    ApiModel api = api(/* perSecond= */ 200);
    for (int i = 0; i < 20; i++) {
      clock.after(50L * i * MILLI, () -> connect(api));
    }
    clock.runUntil(SECOND);

    assertThat((double) api.processedNanos() / clock.read()).isCloseTo(0.1, within(0.001));
  }

  /** As Patroni does: clients wait for workers rather than to be accepted. */
  @Test
  void acceptsMoreThanItAnswers() {
    ApiModel api = api(/* perSecond= */ 200);
    for (int i = 0; i < 600; i++) {
      clock.after(4L * i * MILLI, () -> connect(api));
    }
    clock.runUntil(10 * SECOND);

    assertThat(api.dropped()).isZero();
    assertThat(answeredAt).hasSize(600);
    assertThat(answeredAt.get(599) / 1e9).isCloseTo(600 / 200.0, within(0.05));
  }

  private double perSecondWhenFull(ApiModel api) {
    for (int i = 0; i < 6; i++) {
      askAgainAndAgain(api);
    }
    clock.runUntil(10 * SECOND);
    return answeredAt.size() / 10.0;
  }

  private void askAgainAndAgain(ApiModel api) {
    api.connect(
        () -> {
          answeredAt.add(clock.read());
          askAgainAndAgain(api);
        });
  }
}
