package io.pgha.benchmarks.race;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgha.benchmarks.race.Results.LaneResult;
import io.pgha.benchmarks.race.Results.RoundResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Who answered whose writes when, in one round: an SVG that needs nothing beside it, readable in
 * light and dark.
 */
final class Picture {
  private static final int LEFT = 200;
  private static final int RIGHT = 850;
  private static final int TOP = 92;
  private static final int ROW = 30;
  private static final int BAR = 18;
  private static final int MOST_TICKS = 9;

  /** Seconds between two ticks. */
  private static final List<Integer> STEPS = List.of(1, 2, 5, 10, 20, 50, 100);

  private static final String FRAME =
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="960" height="%d" viewBox="0 0 960 %1$d" role="img" aria-label="%s">
      <style>
      svg { font: 13px system-ui, sans-serif; }
      .paper { fill: #ffffff } text { fill: #1d2733 } .faint { fill: #5b6b7c } .grid { stroke: #d5dde5 }
      .limit { stroke: #1d2733; stroke-dasharray: 4 3 }
      .member0 { fill: #0072b2 } .member1 { fill: #e69f00 } .member2 { fill: #009e73 } .member3 { fill: #cc79a7 }
      @media (prefers-color-scheme: dark) {
      .paper { fill: #12181f } text { fill: #e4eaf0 } .faint { fill: #9aa9b8 } .grid { stroke: #36424e }
      .limit { stroke: #e4eaf0 } .member0 { fill: #3d9bd9 }
      }
      .end { text-anchor: end } .middle { text-anchor: middle } .title { font-size: 16px; font-weight: 600 }
      </style>
      <rect class="paper" width="100%%" height="100%%"/>
      %s</svg>
      """;

  private final String at;
  private final RoundResult round;
  private final List<LaneResult> lanes;
  private final List<String> members;

  private Picture(String at, RoundResult round) {
    this.at = at;
    this.round = round;
    this.lanes =
        round.lanes().stream().filter(lane -> lane.operation() == Operation.WRITE).toList();
    this.members =
        lanes.stream()
            .flatMap(lane -> lane.served().stream())
            .map(Served::by)
            .distinct()
            .sorted()
            .toList();
  }

  /**
   * Draws the first round of such a fault.
   *
   * @param report with {@code raw/race.json}
   */
  static void draw(Path report, Pattern fault, Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode results = json.readTree(report.resolve("raw/race.json").toFile());
    JsonNode wanted =
        results
            .path("rounds")
            .valueStream()
            .filter(round -> fault.matcher(round.path("fault").asText()).matches())
            .findFirst()
            .orElseThrow(() -> new IOException("The report has no round of " + fault));
    RoundResult round = json.treeToValue(wanted, RoundResult.class);
    Files.writeString(file, new Picture(results.at("/origin/at").asText(), round).svg());
  }

  private String svg() {
    return text(FRAME, bottom() + 62, title(), head() + ticks() + rows() + limit() + foot());
  }

  private String title() {
    return "Who answered writes when: " + round.fault();
  }

  private int bottom() {
    return TOP + ROW * lanes.size();
  }

  private String head() {
    return text("<text class=\"title\" x=\"20\" y=\"28\">%s</text>\n", title())
        + text(
            "<text class=\"faint\" x=\"20\" y=\"50\">Round %d, measured on %s. A gap is when nobody"
                + " answered.</text>\n",
            round.round(), at.substring(0, at.indexOf('T')))
        + each(members.size(), this::legend)
        + text("<text class=\"faint end\" x=\"945\" y=\"%d\">behind the limit</text>\n", TOP - 12);
  }

  private String legend(int member) {
    int x = 20 + 60 * member;
    return text(
        "<rect class=\"member%d\" x=\"%d\" y=\"64\" width=\"14\" height=\"14\" rx=\"2\"/><text"
            + " x=\"%d\" y=\"76\">%s</text>\n",
        member, x, x + 20, members.get(member));
  }

  private String ticks() {
    double seconds = round.to() / 1000;
    int step = STEPS.stream().filter(each -> seconds / each < MOST_TICKS).findFirst().orElse(1_000);
    return IntStream.rangeClosed(0, (int) (seconds / step))
        .mapToObj(number -> tick(number * step))
        .collect(Collectors.joining());
  }

  private String tick(int second) {
    return text(
        "<line class=\"grid\" x1=\"%.1f\" x2=\"%1$.1f\" y1=\"%d\" y2=\"%d\"/><text class=\"faint"
            + " middle\" x=\"%1$.1f\" y=\"%d\">%d</text>\n",
        x(second * 1000.0), TOP, bottom() + 4, bottom() + 20, second);
  }

  private double x(double millis) {
    return LEFT + (RIGHT - LEFT) * (millis - round.from()) / (round.to() - round.from());
  }

  private String rows() {
    return each(lanes.size(), this::row);
  }

  private String row(int number) {
    LaneResult lane = lanes.get(number);
    int middle = TOP + ROW * number + ROW / 2;
    return text(
            "<text class=\"end\" x=\"%d\" y=\"%d\">%s</text>",
            LEFT - 10, middle + 4, lane.contender())
        + lane.served().stream().map(run -> bar(run, middle)).collect(Collectors.joining())
        + text("<text class=\"end\" x=\"945\" y=\"%d\">%s</text>\n", middle + 4, behind(lane));
  }

  private String bar(Served run, int middle) {
    double from = x(run.from());
    return text(
        "<rect class=\"member%d\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
        members.indexOf(run.by()), from, middle - BAR / 2, Math.max(1, x(run.to()) - from), BAR);
  }

  private String behind(LaneResult lane) {
    if (lane.contender().equals(Contender.LIMIT)) {
      return "";
    }
    return text("%s%.2f s", lane.isBack(round.to()) ? "+" : "> ", lane.behindLimit() / 1000);
  }

  /** When it was back. */
  private String limit() {
    return lanes.stream()
        .filter(lane -> lane.contender().equals(Contender.LIMIT))
        .map(lane -> x(lane.back()))
        .map(
            x ->
                text(
                    "<line class=\"limit\" x1=\"%.1f\" x2=\"%1$.1f\" y1=\"%d\" y2=\"%d\"/><text"
                        + " class=\"middle\" x=\"%1$.1f\" y=\"%d\">limit</text>\n",
                    x, TOP - 6, bottom(), TOP - 12))
        .collect(Collectors.joining());
  }

  private String foot() {
    return text(
        "<text class=\"faint middle\" x=\"%d\" y=\"%d\">seconds after the fault</text>\n",
        (LEFT + RIGHT) / 2, bottom() + 44);
  }

  private static String each(int count, IntFunction<String> draw) {
    return IntStream.range(0, count).mapToObj(draw).collect(Collectors.joining());
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
