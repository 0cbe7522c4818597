package io.pgha.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A page of the documentation. */
record Docs(String text) {
  static final Path SERVER_SIDE = Path.of("..", "docs", "server-side.md");
  static final Path OPERATING = Path.of("..", "docs", "operating.md");
  static final Path README = Path.of("..", "README.md");

  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  /**
   * A block of code.
   *
   * @param language what stands behind the marks that begin it
   */
  record Block(String language, String text) {}

  static Docs of(Path file) throws IOException {
    return new Docs(Files.readString(file));
  }

  List<Block> blocks() {
    return BLOCK
        .matcher(text)
        .results()
        .map(block -> new Block(block.group(1), block.group(2)))
        .toList();
  }

  List<String> blocks(String language) {
    return blocks().stream()
        .filter(block -> block.language().equals(language))
        .map(Block::text)
        .toList();
  }

  /** Code within sentences. */
  List<String> spans() {
    return SPAN.matcher(BLOCK.matcher(text).replaceAll(""))
        .results()
        .map(span -> span.group(1).replace('\n', ' '))
        .toList();
  }

  /** Those of a command line; single quotes hold one together. */
  static List<String> words(String line) {
    return WORD.matcher(line).results().map(Docs::unquoted).toList();
  }

  private static String unquoted(MatchResult word) {
    return word.group(1) == null ? word.group(2) : word.group(1);
  }
}
