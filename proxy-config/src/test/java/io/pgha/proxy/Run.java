package io.pgha.proxy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What a command did, run within this JVM. */
record Run(int status, String out, String err) {
  static Run of(String... arguments) {
    return of(List.of(arguments));
  }

  static Run of(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Pgha.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    return new Run(status, out.toString(), err.toString());
  }
}
