package io.pgha.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PatientRequestTest {
  private static final long MILLI = 1_000_000;

  private final Simulation clock = new Simulation();

  /** Serves ten a second. */
  private final SimulatedMember member =
      SimulatedMember.replica(
          "pg1",
          "192.0.2.1",
          new ApiModel(
              clock,
              new ServiceTimes(List.of(100 * MILLI), /* perSecond= */ 10),
              new SplittableRandom(1)));

  private final List<String> ended = new ArrayList<>();

  private void send(Duration timeout) {
    PatientRequest.send(
        clock,
        member,
        timeout,
        (answered, nanos) -> ended.add(answered + " " + Math.round(nanos / 1e6)));
  }

  @Test
  void isAnswered() {
    send(Duration.ofSeconds(2));
    clock.runUntil(5_000 * MILLI);

    assertThat(ended).containsExactly("true 100");
  }

  /** Six are answered within 600 ms. */
  @Test
  void sendsItsFirstPacketAgainAfterASecond() {
    for (int i = 0; i < 6; i++) {
      member.connect(() -> {});
    }
    send(Duration.ofSeconds(2));
    clock.runUntil(5_000 * MILLI);

    assertThat(ended).containsExactly("true 1100");
  }

  @Test
  void endsWhenItsTimeIsOver() {
    for (int i = 0; i < 6; i++) {
      member.connect(() -> {});
    }
    send(Duration.ofMillis(500));
    clock.runUntil(5_000 * MILLI);

    assertThat(ended).containsExactly("false 500");
  }
}
