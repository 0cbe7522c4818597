package io.pgha.proxy;

import io.pgha.proxy.definition.ProblemException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Failures as one message on standard error and an exit status. */
final class Problems {
  /** EX_SOFTWARE of {@code sysexits.h}, as 1 is an answer of several commands. */
  private static final int SOFTWARE = 70;

  private static final String MASK = "(a URL)";
  private static final Pattern URL = Pattern.compile("\\S*(://|jdbc:)\\S*");

  /** One that may have a password in it; as a path it has a slash less. In [ ] it is an example. */
  private static final Pattern TELLING_URL = Pattern.compile("\\S*:/\\S*(?<!\\[)[?@]\\S*");

  private Problems() {}

  /** What a command threw. */
  static int report(Exception e, CommandLine command, ParseResult parsed) {
    if (!(e instanceof ProblemException || e instanceof SQLException)) {
      return unexpected(e, command);
    }
    String message = String.valueOf(e.getMessage());
    command.getErr().println("pgha: " + TELLING_URL.matcher(message).replaceAll(MASK));
    return ExitCode.USAGE;
  }

  /** What nobody has thought of. */
  static int unexpected(Throwable e, CommandLine command) {
    String message = URL.matcher(e.toString()).replaceAll(MASK);
    command.getErr().println("pgha: Unexpected, please report it: " + message);
    return SOFTWARE;
  }

  /** What the command line was wrong in. A URL may have a password in it, and is not repeated. */
  static int report(ParameterException e, String[] arguments) {
    String message = String.valueOf(e.getMessage());
    for (String argument : arguments) {
      message = withoutUrl(message, argument);
    }
    CommandLine command = e.getCommandLine();
    command.getErr().println("pgha: " + URL.matcher(message).replaceAll(MASK));
    suggestion(e).ifPresent(command.getErr()::println);
    command.getErr().println("More: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  /** For a command or an option that there is not. */
  private static Optional<String> suggestion(ParameterException e) {
    return e instanceof UnmatchedArgumentException unmatched
            && !unmatched.getSuggestions().isEmpty()
        ? Optional.of("Did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?")
        : Optional.empty();
  }

  /** Of an option only its value; a password may have blanks. */
  private static String withoutUrl(String message, String argument) {
    return URL.matcher(argument).find()
        ? message.replace(argument.replaceFirst("^--?[a-z-]+=", ""), MASK)
        : message;
  }
}
