package io.pgha.proxy.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A report as a table, for people. */
public final class TableText {
  private static final String NOTHING = "-";
  private static final String GAP = "  ";
  private static final List<String> HEAD =
      List.of(
          "MEMBER", "POSTGRES", "ROLE", "STATE", "TIMELINE", "LAG", "API", "TAGS", "AGAINST READS");

  private TableText() {}

  /** Of several lines, each ended. */
  public static String of(ClusterReport report) {
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    report.members().forEach(member -> rows.add(row(member)));
    return table(rows)
        + "\nwrites: "
        + sentence(report.write())
        + "\nreads:  "
        + sentence(report.read())
        + "\n";
  }

  private static List<String> row(MemberReport member) {
    return List.of(
        member.name(),
        member.postgres(),
        member.role(),
        member.state().isEmpty() ? NOTHING : member.state(),
        text(member.timeline(), ""),
        text(member.lag(), " B"),
        text(member.answerMillis(), " ms"),
        tags(member.tags()),
        member.failure().or(member::against).orElse(NOTHING));
  }

  private static String text(OptionalLong number, String unit) {
    return number.isPresent() ? number.getAsLong() + unit : NOTHING;
  }

  private static String tags(Map<String, String> tags) {
    String text =
        new TreeMap<>(tags)
            .entrySet().stream()
                .map(tag -> tag.getKey() + ":" + tag.getValue())
                .collect(Collectors.joining(","));
    return text.isEmpty() ? NOTHING : text;
  }

  private static String table(List<List<String>> rows) {
    int[] widths =
        IntStream.range(0, HEAD.size())
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElseThrow())
            .toArray();
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, row.size())
            .mapToObj(i -> row.get(i) + " ".repeat(widths[i] - row.get(i).length()))
            .collect(Collectors.joining(GAP))
            .stripTrailing()
        + "\n";
  }

  private static String sentence(Route route) {
    if (!route.possible()) {
      return "nowhere: " + route.why();
    }
    String then = route.then().isEmpty() ? "" : ", then " + String.join(", ", route.then());
    return String.join(" or ", route.best()) + then + ": " + route.why();
  }
}
