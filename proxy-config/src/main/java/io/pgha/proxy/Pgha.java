package io.pgha.proxy;

import io.pgha.proxy.definition.ProblemException;
import io.pgha.proxy.emit.HaproxyProfile;
import io.pgha.proxy.emit.KeepalivedProfile;
import io.pgha.proxy.emit.Profiles;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/**
 * The command {@code pgha}. Its exit status is 0 when it did what it was asked, 1 when the answer
 * is one that a script should act on, 2 when somebody must put something right first, which it says
 * on standard error, and 70 when the command itself is wrong.
 */
@Command(
    name = "pgha",
    description =
        "Looks at the cluster of a jdbc:pgha: URL, and configures HAProxy and keepalived for it.",
    mixinStandardHelpOptions = true,
    versionProvider = Pgha.Version.class,
    subcommands = {
      HaproxyCommand.class,
      KeepalivedCommand.class,
      TemplateCommand.class,
      CheckCommand.class,
      WatchCommand.class,
      StatusCommand.class,
      DoctorCommand.class
    })
public final class Pgha {
  /** Kept, or its level would be forgotten. */
  private static final Logger DRIVER_LOG = Logger.getLogger("io.pgha.driver");

  Pgha() {}

  /**
   * Runs the command and ends the JVM with its exit status.
   *
   * @param arguments {@code --help} lists them
   */
  public static void main(String[] arguments) {
    DRIVER_LOG.setLevel(Level.OFF);
    System.exit(run(commandLine(), arguments));
  }

  /** Java would end with 1 by an error, which means something here. */
  static int run(CommandLine commandLine, String... arguments) {
    try {
      return commandLine.execute(arguments);
    } catch (Error e) {
      return Problems.unexpected(e, commandLine);
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Pgha())
        .registerConverter(HaproxyProfile.class, word -> profile(HaproxyProfile.values(), word))
        .registerConverter(
            KeepalivedProfile.class, word -> profile(KeepalivedProfile.values(), word))
        .setExecutionExceptionHandler(Problems::report)
        .setParameterExceptionHandler(Problems::report);
  }

  /** picocli would tell the names of the constants too, which nobody can give. */
  private static <T> T profile(T[] all, String word) {
    try {
      return Profiles.require(all, word);
    } catch (ProblemException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** Of the manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Pgha.class.getPackage().getImplementationVersion();
      return new String[] {"pgha " + (version == null ? "(not packaged)" : version)};
    }
  }
}
