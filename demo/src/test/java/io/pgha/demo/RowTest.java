package io.pgha.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.demo.Row.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RowTest {
  private static final List<Cell> CELLS =
      List.of(
          new Cell("LEADER", 58, 0),
          new Cell("replica", 0, 31),
          new Cell("creating replica", 0, 0));

  private final Row plain = new Row(new Paint(/* colours= */ false));

  @Test
  void showsStateNumbersAndBarOfEachMember() {
    assertThat(plain.line(Runs.nanos(65_000), CELLS))
        .isEqualTo(
            " 1:05  LEADER    58   . WWW    replica    .  31 RR     creating   .   .       ");
  }

  @Test
  void hasAHeaderOfTheSameWidthThatFitsATerminal() {
    String header = plain.header(List.of("pg1", "pg2", "pg3"));
    assertThat(header)
        .startsWith(" time  pg1      w/s r/s ")
        .hasSameSizeAs(plain.line(0, CELLS))
        .hasSizeLessThan(80);
  }

  @Test
  void keepsTheBarShortHoweverMuchThereIs() {
    List<Cell> busy = List.of(new Cell("LEADER", 60, 999));
    assertThat(plain.line(0, busy)).endsWith("  60 999 WWWRRR");
  }

  @Test
  void differsInNothingButColoursOnATerminal() {
    String coloured = new Row(new Paint(/* colours= */ true)).line(0, CELLS);
    assertThat(coloured).contains("\u001b[30;43mWWW\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain.line(0, CELLS));
  }

  @Test
  void countsWhatTheMemberServed() {
    Recording second =
        new Runs()
            .write(1, "pg1", 1)
            .write(2, "pg1", 1)
            .readOnLeader(1)
            .readOnReplica(2)
            .recording();
    assertThat(Cell.of("pg1", "LEADER", second)).isEqualTo(new Cell("LEADER", 2, 1));
  }
}
