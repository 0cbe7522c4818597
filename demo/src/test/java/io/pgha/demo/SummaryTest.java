package io.pgha.demo;

import static io.pgha.demo.Runs.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.demo.Failure.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SummaryTest {
  private static final Event SWITCHOVER =
      event("switchover", 1_000, 4_000, 5_000, Reads.ON_REPLICAS);

  private static List<String> table(Runs run) {
    return new Summary(run.recording(), List.of(SWITCHOVER)).table();
  }

  @Test
  void hasARowForEachEvent() {
    Runs run =
        new Runs()
            .write(999, "pg1", 1)
            .write(3_399, "pg2", 2)
            .write(4_999, "pg2", 2)
            .readOnReplica(999)
            .readOnReplica(3_000)
            .readOnLeader(4_000)
            .readOnReplica(4_500)
            .fail(Work.WRITE, 1_100, "57P01")
            .fail(Work.READ, 999, "08006");
    assertThat(table(run))
        .containsExactly(
            "  event            write gap   read gap  errors      reads went to",
            "  switchover         2400 ms    2001 ms  1 w, 0 r    replicas 75 %, leader 25 %");
  }

  @Test
  void saysSoWhenThereWasNothing() {
    assertThat(table(new Runs()).get(1))
        .isEqualTo("  switchover         4000 ms    4000 ms  none        nobody");
  }

  @Test
  void fitsATerminal() {
    Runs run = new Runs().fail(Work.WRITE, 1_100, "57P01").readOnLeader(2_000);
    for (int i = 0; i < 500; i++) {
      run.readOnReplica(2_000);
    }
    assertThat(table(run)).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
  }

  @Test
  void countsErrorsByTheirState() {
    Runs run =
        new Runs()
            .fail(Work.WRITE, 1, "57P01")
            .fail(Work.READ, 2, "08006")
            .fail(Work.READ, 3, "57P01");
    assertThat(new Summary(run.recording(), List.of()).errors())
        .containsExactly(
            "     1 x  SQLSTATE 08006  message of 08006",
            "     2 x  SQLSTATE 57P01  message of 57P01");
  }
}
