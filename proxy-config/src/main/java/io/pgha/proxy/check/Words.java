package io.pgha.proxy.check;

import java.util.ArrayList;
import java.util.List;

/** A line of HAProxy or keepalived, cut into its words; without what is a comment. */
final class Words {
  private final String line;
  private final String comments;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();

  private Words(String line, String comments) {
    this.line = line;
    this.comments = comments;
  }

  /**
   * Its words; quotes and what is in them stay as they are.
   *
   * @param comments characters with which a comment begins
   */
  static List<String> of(String line, String comments) {
    return new Words(line, comments).cut();
  }

  private List<String> cut() {
    int at = 0;
    while (at < line.length() && comments.indexOf(line.charAt(at)) < 0) {
      at = take(at);
    }
    end();
    return List.copyOf(words);
  }

  /** What is at this place; gives the next one. */
  private int take(int at) {
    char letter = line.charAt(at);
    if (Character.isWhitespace(letter)) {
      end();
      return at + 1;
    }
    int next = letter == '"' || letter == '\'' ? afterQuote(at) : letter == '\\' ? at + 2 : at + 1;
    int end = Math.min(next, line.length());
    word.append(line, at, end);
    return end;
  }

  private int afterQuote(int at) {
    int close = line.indexOf(line.charAt(at), at + 1);
    return close < 0 ? line.length() : close + 1;
  }

  private void end() {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
