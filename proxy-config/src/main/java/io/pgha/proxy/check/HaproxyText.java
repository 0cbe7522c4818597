package io.pgha.proxy.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the files of HAProxy. */
final class HaproxyText {
  private static final Set<String> BEGINNINGS =
      Set.of(
          "backend",
          "cache",
          "defaults",
          "frontend",
          "global",
          "http-errors",
          "listen",
          "log-forward",
          "mailers",
          "peers",
          "program",
          "resolvers",
          "ring",
          "userlist");

  private HaproxyText() {}

  static List<Section> parse(String text) {
    List<Section> sections = new ArrayList<>();
    List<List<String>> lines = new ArrayList<>();
    String title = "";
    for (String each : text.lines().toList()) {
      List<String> words = Words.of(each, "#");
      if (!words.isEmpty() && BEGINNINGS.contains(words.get(0))) {
        sections.add(new Section(title, lines));
        title = String.join(" ", words);
        lines = new ArrayList<>();
      } else if (!words.isEmpty()) {
        lines.add(words);
      }
    }
    sections.add(new Section(title, lines));
    return sections.stream().filter(section -> !section.title().isEmpty()).toList();
  }
}
