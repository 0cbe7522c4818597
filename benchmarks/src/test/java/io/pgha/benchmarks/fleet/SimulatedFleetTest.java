package io.pgha.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SimulatedFleetTest {
  /** A millisecond or two for a request, and a thousand a second. */
  private final Model model =
      new Model(
          new ServiceTimes(List.of(1_000_000L, 1_500_000L, 2_000_000L), /* perSecond= */ 1_000),
          /* lockLife= */ Duration.ofSeconds(20),
          /* pollInterval= */ Duration.ofSeconds(5));

  private SimulatedRun run(Situation situation, int jvms, long seed) {
    return SimulatedFleet.run(situation, jvms, model, seed);
  }

  @ParameterizedTest
  @EnumSource
  void repeatsWithTheSameSeed(Situation situation) {
    assertThat(run(situation, 30, 7)).usingRecursiveComparison().isEqualTo(run(situation, 30, 7));
  }

  @Test
  void anotherSeedIsAnotherRun() {
    assertThat(run(Situation.FAILOVER, 30, 8).knowing())
        .usingRecursiveComparison()
        .isNotEqualTo(run(Situation.FAILOVER, 30, 7).knowing());
  }

  @Test
  void asksEachMemberOnceInAnIntervalWhileNothingHappens() {
    SimulatedRun run = run(Situation.STEADY, 100, 1);

    // A hundred in five to six seconds, and now and then one for the members.
    assertThat(run.requestsPerSecond()).isBetween(17.5, 21.0);
    assertThat(run.refused()).isZero();
  }

  @Test
  void asksFourTimesAsRarelyWhenNothingHasHappenedForMinutes() {
    SimulatedRun run = run(Situation.QUIET, 100, 1);

    assertThat(run.requestsPerSecond()).isBetween(4.3, 5.7);
    assertThat(run.refused()).isZero();
  }

  @Test
  void allLearnOfTheNextLeader() {
    SimulatedRun run = run(Situation.FAILOVER, 50, 1);

    assertThat(Objects.requireNonNull(run.learnt()).complete()).isTrue();
    assertThat(run.patroniTimeouts()).isZero();
  }

  @Test
  void allFindTheLeaderAtTheStart() {
    SimulatedRun run = run(Situation.START, 50, 1);

    assertThat(Objects.requireNonNull(run.learnt()).complete()).isTrue();
  }

  @Test
  void hurriesWhenTheLeaderFails() {
    assertThat(run(Situation.FAILOVER, 10, 1).requestsPerSecond())
        .isGreaterThan(10 * run(Situation.STEADY, 10, 1).requestsPerSecond());
  }
}
