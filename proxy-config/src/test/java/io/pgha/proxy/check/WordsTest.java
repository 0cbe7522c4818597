package io.pgha.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WordsTest {
  @Test
  void areWhatIsBetweenBlanks() {
    assertThat(Words.of("  server  pg1\t10.0.0.1:5432 ", "#"))
        .containsExactly("server", "pg1", "10.0.0.1:5432");
    assertThat(Words.of("", "#")).isEmpty();
  }

  @Test
  void endWhereACommentBegins() {
    assertThat(Words.of("mode tcp # as always", "#")).containsExactly("mode", "tcp");
    assertThat(Words.of("! keepalived's own", "#!")).isEmpty();
  }

  @Test
  void holdTogetherInQuotes() {
    assertThat(Words.of("script \"bash -c 'echo # >&3'\" # runs", "#"))
        .containsExactly("script", "\"bash -c 'echo # >&3'\"");
    assertThat(Words.of("log-format \"never closed", "#"))
        .containsExactly("log-format", "\"never closed");
  }

  @Test
  void holdWhatABackslashProtects() {
    assertThat(Words.of("path /a\\ b\\#c end\\", "#"))
        .containsExactly("path", "/a\\ b\\#c", "end\\");
  }
}
