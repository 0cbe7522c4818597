package io.pgha.proxy.it;

import static io.pgha.proxy.it.Operation.Outcome.FAILED;
import static io.pgha.proxy.it.Operation.Outcome.MISROUTED;
import static io.pgha.proxy.it.Operation.Outcome.ON_PRIMARY;
import static io.pgha.proxy.it.Operation.Outcome.ON_REPLICA;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.proxy.it.Operation.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the measurements are made of. */
class HistoryTest {
  private final History history = new History();

  @Test
  void measuresGapsFromServiceToService() {
    at(0, ON_PRIMARY);
    at(10, ON_PRIMARY);
    at(20, FAILED);
    at(70, MISROUTED);
    at(90, ON_PRIMARY);
    assertThat(history.longestGap(0)).isEqualTo(Duration.ofNanos(80));
  }

  @Test
  void leavesOutGapsThatEndedBefore() {
    at(0, ON_PRIMARY);
    at(100, ON_PRIMARY);
    at(110, ON_PRIMARY);
    assertThat(history.longestGap(105)).isEqualTo(Duration.ofNanos(10));
  }

  @Test
  void countsAGapThatHadBegunBefore() {
    at(0, ON_PRIMARY);
    at(100, ON_PRIMARY);
    assertThat(history.longestGap(50)).isEqualTo(Duration.ofNanos(100));
  }

  @Test
  void countsMisroutedWrites() {
    at(0, MISROUTED);
    at(1, FAILED);
    at(2, MISROUTED);
    assertThat(history.misrouted()).isEqualTo(2);
  }

  @Test
  void isWellAfterATimeWithoutFailures() {
    at(0, FAILED);
    at(10, ON_REPLICA);
    at(40, ON_REPLICA);
    assertThat(history.isWell(5, Duration.ofNanos(30))).isTrue();
    assertThat(history.isWell(5, Duration.ofNanos(31))).isFalse();
    assertThat(history.isWell(11, Duration.ofNanos(30))).isFalse();
    at(50, FAILED);
    assertThat(history.isWell(5, Duration.ofNanos(30))).isFalse();
  }

  @Test
  void isOnAReplicaByTheLastWord() {
    at(0, ON_PRIMARY);
    at(10, ON_REPLICA);
    assertThat(history.isOnReplica(0)).isTrue();
    assertThat(history.isOnReplica(11)).isFalse();
  }

  private void at(long time, Outcome outcome) {
    history.add(new Operation(time, time, outcome));
  }
}
