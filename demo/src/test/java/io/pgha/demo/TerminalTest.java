package io.pgha.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class TerminalTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Terminal terminal(boolean live) {
    return new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), live);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void printsAStatusOnceWhereNothingCanBeOverwritten() {
    Terminal file = terminal(/* live= */ false);
    file.status("waiting", " 1 s");
    file.print("line");
    file.status("waiting", " 2 s");
    file.status("watching", " 0 s");
    assertThat(printed()).isEqualTo("waiting\nline\nwatching\n");
  }

  @Test
  void keepsTheStatusBelowTheLinesOfATerminal() {
    Terminal live = terminal(/* live= */ true);
    live.status("waiting", " 1 s");
    live.print("line");
    assertThat(printed()).isEqualTo("\r\u001b[Kwaiting 1 s\r\u001b[Kline\nwaiting 1 s");
  }

  @Test
  void printsNothingAfterTheEnd() {
    Terminal file = terminal(/* live= */ false);
    file.end("stopped");
    file.print("line");
    file.status("waiting", "");
    assertThat(printed()).isEqualTo("stopped\n");
  }
}
