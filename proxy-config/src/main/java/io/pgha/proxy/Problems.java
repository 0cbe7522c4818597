package io.pgha.proxy;

import io.pgha.proxy.definition.ProblemException;
import java.sql.SQLException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Failures as one message on standard error and an exit status. */
final class Problems {
  private Problems() {}

  /** What a command threw. */
  static int report(Exception e, CommandLine command, ParseResult parsed) {
    boolean user = e instanceof ProblemException || e instanceof SQLException;
    String message =
        user ? e.getMessage() : "Unexpected, please report it: " + e; // no argument is in there
    command.getErr().println("pgha: " + message);
    return user ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }

  /** What the command line was wrong in. A URL may have a password in it, and is not repeated. */
  static int report(ParameterException e, String[] arguments) {
    String message = String.valueOf(e.getMessage());
    for (String argument : arguments) {
      message = argument.contains("jdbc:") ? message.replace(argument, "(a URL)") : message;
    }
    CommandLine command = e.getCommandLine();
    command.getErr().println("pgha: " + message);
    command.getErr().println("More: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }
}
