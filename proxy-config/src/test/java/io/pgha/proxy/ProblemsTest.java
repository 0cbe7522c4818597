package io.pgha.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.proxy.definition.ProblemException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What nobody has thought of ends with another status than an answer does. */
final class ProblemsTest {
  private final StringWriter err = new StringWriter();

  @Command(name = "fails")
  private record Fails(Supplier<? extends RuntimeException> why) implements Runnable {
    @Override
    public void run() {
      throw why.get();
    }
  }

  @Test
  void whatIsUnexpectedIsNoAnswer() {
    assertThat(failing(() -> new IllegalStateException("at jdbc:pgha://h/db?password=geheim")))
        .isEqualTo(70);
    assertThat(err)
        .hasToString(
            "pgha: Unexpected, please report it: java.lang.IllegalStateException: at (a URL)\n");
  }

  @Test
  void anErrorOfJavaIsNoAnswer() {
    assertThat(
            failing(
                () -> {
                  throw new StackOverflowError();
                }))
        .isEqualTo(70);
    assertThat(err).asString().startsWith("pgha: Unexpected");
  }

  @Test
  void whatTheUserMustPutRightShowsUrlsThatTellNothing() {
    String message = "http://10.0.0.1:8008/primary refuses, expected jdbc:pgha://host/db[?a=b]";
    assertThat(failing(() -> new ProblemException(message))).isEqualTo(2);
    assertThat(err).hasToString("pgha: " + message + "\n");
  }

  private int failing(Supplier<? extends RuntimeException> why) {
    CommandLine command =
        new CommandLine(new Fails(why))
            .setErr(new PrintWriter(err, /* autoFlush= */ true))
            .setExecutionExceptionHandler(Problems::report);
    return Pgha.run(command);
  }
}
