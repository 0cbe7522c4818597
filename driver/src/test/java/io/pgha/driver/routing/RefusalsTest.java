package io.pgha.driver.routing;

import static io.pgha.driver.topology.PolledCluster.api;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.cluster.TestTicker;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  private static final URI PG1 = api("pg1");

  private final TestTicker ticker = TestTicker.standing();
  private final Refusals refusals = new Refusals(ticker);

  @Test
  void rememberForAShortTime() {
    refusals.add(PG1);

    assertThat(refusals.includes(PG1)).isTrue();
    assertThat(refusals.includes(api("pg2"))).isFalse();
    assertThat(lastFor(100)).isTrue();
  }

  @Test
  void rememberTwiceAsLongEachTime() {
    for (long millis : new long[] {100, 200, 400, 800, 1_600, 3_200, 6_400, 6_400, 6_400}) {
      refusals.add(PG1);
      assertThat(lastFor(millis)).as("%s ms", millis).isTrue();
    }
  }

  @Test
  void beginAnewAfterSuccess() {
    refusals.add(PG1);
    refusals.add(PG1);
    refusals.clear(PG1);
    assertThat(refusals.includes(PG1)).isFalse();

    refusals.add(PG1);
    assertThat(lastFor(100)).isTrue();
  }

  @Test
  void beginAnewAfterAMinute() {
    refusals.add(PG1);
    refusals.add(PG1);
    ticker.advance(Duration.ofSeconds(61));

    refusals.add(PG1);
    assertThat(lastFor(100)).isTrue();
  }

  @Test
  void knowNobodyWhoNeverRefused() {
    refusals.clear(PG1);

    assertThat(refusals.includes(PG1)).isFalse();
  }

  /** Lets that time pass, to the millisecond. */
  private boolean lastFor(long millis) {
    ticker.advance(Duration.ofMillis(millis - 1));
    boolean until = refusals.includes(PG1);
    ticker.advance(Duration.ofMillis(1));
    return until && !refusals.includes(PG1);
  }
}
