package io.pgha.driver.routing;

import static io.pgha.driver.topology.StatusBuilder.leader;
import static io.pgha.driver.topology.StatusBuilder.replica;
import static io.pgha.driver.topology.StatusBuilder.standbyLeader;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.topology.PatroniStatus.Flag;
import io.pgha.driver.topology.PolledCluster;
import io.pgha.driver.topology.StatusBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeirTest {
  private final PolledCluster polled =
      PolledCluster.of("pg1", "pg2", "pg3")
          .answers("pg1", leader())
          .answers("pg2", replica())
          .answers("pg3", replica())
          .settled();

  @Test
  void isTheSynchronousStandby() {
    assertThat(heir(replica(), replica().behind(10).flag(Flag.SYNC_STANDBY))).isEqualTo("pg3");
  }

  @Test
  void isTheReplicaThatHasReplayedMost() {
    assertThat(heir(replica().behind(10), replica().behind(5))).isEqualTo("pg3");
    assertThat(heir(replica().withoutPosition(), replica().behind(5))).isEqualTo("pg3");
  }

  @Test
  void isNotWhoHasJustLostTheLockWhileThereIsAnother() {
    polled.nextRound().answers("pg1", replica());
    polled.answers("pg2", replica().behind(9)).answers("pg3", replica().behind(5));

    assertThat(heir()).isEqualTo("pg3");

    polled.nextRound().answers("pg1", replica()).silent("pg2").silent("pg3");

    assertThat(heir()).isEqualTo("pg1");
  }

  @Test
  void isTheFirstAmongEquals() {
    assertThat(heir(replica(), replica())).isEqualTo("pg2");
  }

  static StatusBuilder[] unfit() {
    return new StatusBuilder[] {
      replica().tag("nofailover", "true"),
      replica().state("starting"),
      replica().flag(Flag.PAUSE),
      replica().systemIdentifier("1"),
      leader().code(503),
      standbyLeader(),
    };
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void isNobodyWhoCannotLead(StatusBuilder unfit) {
    assertThat(heir(unfit, replica().behind(99))).isEqualTo("pg3");
    assertThat(heir(unfit, unfit)).isNull();
  }

  @Test
  void isNobodySilent() {
    polled.nextRound().silent("pg1").silent("pg2").answers("pg3", replica().behind(9));

    assertThat(heir()).isEqualTo("pg3");
  }

  @Test
  void isNobodyWhileThereIsALeader() {
    assertThat(heir()).isNull();
  }

  @Test
  void isAnotherThanTheLockHolderWhosePostgresqlIsDown() {
    polled.nextRound().answers("pg1", leader().state("crashed"));
    polled.answers("pg2", replica()).answers("pg3", replica());

    assertThat(heir()).isEqualTo("pg2");
  }

  @Test
  void isNobodyBeforeTheFirstLeader() {
    PolledCluster fresh = PolledCluster.of("pg1", "pg2").answers("pg1", replica());

    assertThat(Heir.of(fresh.answers("pg2", replica()).settled().view())).isEmpty();
  }

  private @Nullable String heir(StatusBuilder second, StatusBuilder third) {
    polled.nextRound().silent("pg1").answers("pg2", second).answers("pg3", third);
    return heir();
  }

  private @Nullable String heir() {
    return Heir.of(polled.view()).map(seen -> seen.member().name()).orElse(null);
  }
}
