package io.pgha.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.benchmarks.race.Fault.Victim;
import io.pgha.benchmarks.race.Results.FailedRound;
import io.pgha.benchmarks.race.Results.LaneResult;
import io.pgha.benchmarks.race.Results.RequestCount;
import io.pgha.benchmarks.race.Results.RoundResult;
import io.pgha.benchmarks.report.Goal;
import io.pgha.benchmarks.report.Origin;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TablesTest {
  private static final double END = 9_000;

  private final List<RoundResult> rounds = new ArrayList<>();
  private final List<FailedRound> failed = new ArrayList<>();

  private static LaneResult lane(String contender, Operation operation, double gap, long errors) {
    return new LaneResult(
        contender,
        operation,
        List.of(),
        gap,
        /* back= */ gap,
        /* behindLimit= */ gap - 1_000,
        errors,
        /* failedConnects= */ 2,
        /* misrouted= */ 0);
  }

  /** After the gap pgha is back. */
  private void round(double gap, long lost) {
    rounds.add(
        new RoundResult(
            "leader killed",
            Victim.CLUSTER,
            rounds.size() + 1,
            /* from= */ -1,
            END,
            List.of(
                lane("limit", Operation.WRITE, 1_000, 0),
                lane("limit", Operation.READ, 1_000, 0),
                lane("jdbc:pgha", Operation.WRITE, gap, 1),
                lane("jdbc:pgha", Operation.READ, gap, 3)),
            List.of(new RequestCount("limit", 0), new RequestCount("jdbc:pgha", 120)),
            lost));
  }

  private String text() {
    return Tables.of(
        new Results(
            new Origin("2026-01-01T00:00Z", "make race", "a machine", "v"),
            "ttl 20",
            new Habit.Pauses(7, 8, 9),
            List.of("limit", "jdbc:pgha"),
            rounds,
            failed,
            List.of(new Goal("a goal", "1 of 1", /* met= */ true))));
  }

  @Test
  void giveMedianAndRangeOfTheRounds() {
    round(1_100, 0);
    round(1_300, 0);
    round(1_200, 0);

    assertThat(text())
        .contains("3 rounds of 1 fault, none failed.")
        .contains("\n| leader killed | 1,000 (1,000 to 1,000) | 200 (100 to 300) |\n")
        .contains(
            "\n"
                + "| jdbc:pgha | 1,200 (1,100 to 1,300) | 200 (100 to 300) | 1,200 (1,100 to 1,300)"
                + " | 200 (100 to 300) | 4 (4 to 4) | 4 (4 to 4) | 0 (0 to 0) | 120 (120 to 120)"
                + " |\n");
  }

  @Test
  void markWhoIsNotBackWhenTheRoundEnds() {
    round(END, 0);

    assertThat(text()).contains("\n| leader killed | 1,000 | > 8,000 |\n");
  }

  @Test
  void addUpAllRounds() {
    round(1_100, 0);
    round(1_300, 0);

    assertThat(text()).contains("\n| jdbc:pgha | 8 | 3 | 8 | 0 | 240 |\n");
  }

  @Test
  void tellOfRoundsThatFailed() {
    round(1_100, 0);
    failed.add(new FailedRound("switchover", 2, "Waited in vain"));

    assertThat(text())
        .contains("1 round of 1 fault; in no table, as they failed: switchover, round 2: Waited");
  }

  @Test
  void tellWhatTheClusterLost() {
    round(1_100, 0);
    assertThat(text()).doesNotContain("itself lost");
    round(1_100, 5);
    assertThat(text()).contains("itself lost 5 acknowledged writes");
  }

  @Test
  void tellHowOftenIsAsked() {
    round(1_100, 0);

    assertThat(text())
        .contains("reads, 8 ms after it was served and 9 ms after it was not", "every 7 ms");
  }
}
