package io.pgha.driver.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.postgresql.core.Parser;

/**
 * Whether running some SQL inside a transaction may commit it: looked into after a failure only.
 * When in doubt it does, as for the {@code END} of a function's {@code BEGIN ATOMIC}.
 */
final class Commits {
  private static final Set<String> COMMITS = Set.of("COMMIT", "END");
  private static final Set<String> ROLLBACKS = Set.of("ROLLBACK", "ABORT");

  private final char[] sql;

  /** The first two words of each statement so far; of the last one they may be incomplete. */
  private final List<List<String>> statements = new ArrayList<>();

  private List<String> words = new ArrayList<>();

  private Commits(String sql) {
    this.sql = sql.toCharArray();
  }

  static boolean in(String sql) {
    boolean rolledBack = false;
    for (List<String> words : new Commits(sql).statements()) {
      // What comes after the end of a transaction commits by itself.
      if (rolledBack || isCommit(words)) {
        return true;
      }
      rolledBack = ROLLBACKS.contains(words.get(0));
    }
    return false;
  }

  private static boolean isCommit(List<String> words) {
    return COMMITS.contains(words.get(0)) || words.equals(List.of("PREPARE", "TRANSACTION"));
  }

  private List<List<String>> statements() {
    for (int at = 0; at < sql.length; at++) {
      at = lastOf(at);
    }
    endStatement();
    return statements;
  }

  /** Takes the word, quotation or comment that begins there, and tells where it ends. */
  private int lastOf(int at) {
    return switch (sql[at]) {
      case '\'' -> Parser.parseSingleQuotes(sql, at, /* standardConformingStrings= */ true);
      case '"' -> Parser.parseDoubleQuotes(sql, at);
      case '$' -> Parser.parseDollarQuotes(sql, at);
      case '-' -> Parser.parseLineComment(sql, at);
      case '/' -> Parser.parseBlockComment(sql, at);
      case ';' -> {
        endStatement();
        yield at;
      }
      default -> Character.isJavaIdentifierStart(sql[at]) ? lastOfWord(at) : at;
    };
  }

  private int lastOfWord(int start) {
    int end = start + 1;
    while (end < sql.length && Character.isJavaIdentifierPart(sql[end])) {
      end++;
    }
    if (words.size() < 2) {
      words.add(new String(sql, start, end - start).toUpperCase(Locale.ROOT));
    }
    return end - 1;
  }

  private void endStatement() {
    if (!words.isEmpty()) {
      statements.add(words);
      words = new ArrayList<>();
    }
  }
}
