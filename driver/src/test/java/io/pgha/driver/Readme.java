package io.pgha.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The project's README, as tests see it. */
final class Readme {
  private static final Pattern PARAMETERS =
      Pattern.compile("<!-- parameters -->\n(.*?)<!-- /parameters -->", Pattern.DOTALL);

  private final String text;

  private Readme(String text) {
    this.text = text;
  }

  static Readme read() throws IOException {
    return new Readme(Files.readString(Path.of("..", "README.md")));
  }

  String parameterTable() {
    return PARAMETERS
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .findFirst()
        .orElseThrow();
  }
}
