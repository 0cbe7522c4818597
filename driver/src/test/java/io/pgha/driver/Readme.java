package io.pgha.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The project's README, as tests see it. */
public final class Readme {
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PARAMETERS =
      Pattern.compile("<!-- parameters -->\n(.*?)<!-- /parameters -->", Pattern.DOTALL);

  private final String text;

  private Readme(String text) {
    this.text = text;
  }

  public static Readme read() throws IOException {
    return new Readme(Files.readString(Path.of("..", "README.md")));
  }

  public List<String> javaSnippets() {
    return JAVA.matcher(text).results().map(found -> found.group(1)).toList();
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
