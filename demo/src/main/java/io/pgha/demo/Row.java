package io.pgha.demo;

import java.util.List;
import java.util.stream.Collectors;

/** The line of one second: each member's state, how much it served, and the same as a bar. Pure. */
final class Row {
  private static final int BAR = 6;

  /** So many answers a second are one letter of the bar. */
  private static final int PER_LETTER = 20;

  /** One member in one second. */
  record Cell(String state, long writes, long reads) {
    static Cell of(String member, String state, Recording second) {
      return new Cell(state, count(second.writes(), member), count(second.reads(), member));
    }

    private static long count(List<? extends Served> served, String member) {
      return served.stream().filter(each -> each.member().equals(member)).count();
    }
  }

  private final Paint paint;

  Row(Paint paint) {
    this.paint = paint;
  }

  String header(List<String> members) {
    return paint.faint(
        " time "
            + members.stream()
                .map(name -> " %-8s w/s r/s       ".formatted(name))
                .collect(Collectors.joining()));
  }

  String line(long time, List<Cell> cells) {
    return "%5s ".formatted(Format.time(time))
        + cells.stream().map(this::cell).collect(Collectors.joining());
  }

  private String cell(Cell cell) {
    return " "
        + state(cell.state())
        + "%4s%4s ".formatted(number(cell.writes()), number(cell.reads()))
        + bar(cell);
  }

  private String state(String word) {
    String fixed = "%-8.8s".formatted(word);
    return switch (word) {
      case "LEADER" -> paint.bold(fixed);
      case "replica" -> paint.good(fixed);
      default -> paint.bad(fixed);
    };
  }

  private static String number(long count) {
    return count == 0 ? "." : Long.toString(count);
  }

  private String bar(Cell cell) {
    int writes = Math.min(BAR, letters(cell.writes()));
    int reads = Math.min(BAR - writes, letters(cell.reads()));
    return paint.writes("W".repeat(writes))
        + paint.reads("R".repeat(reads))
        + " ".repeat(BAR - writes - reads);
  }

  private static int letters(long count) {
    return (int) ((count + PER_LETTER - 1) / PER_LETTER);
  }
}
