package io.pgha.proxy;

import io.pgha.driver.config.HostPort;
import io.pgha.driver.topology.View;
import io.pgha.proxy.check.FileCheck;
import io.pgha.proxy.check.Wanted;
import io.pgha.proxy.definition.ProblemException;
import io.pgha.proxy.live.Gone;
import io.pgha.proxy.live.LiveCluster;
import io.pgha.proxy.live.LiveMembers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pgha check}: filled by picocli. */
@Command(
    name = "check",
    description = {
      "Says whether files of HAProxy and keepalived still fit the live cluster, and how they"
          + " differ.",
      "By what pgha made a file stands at its head; what is given here wins. Of files that pgha did"
          + " not make it understands servers and their checks.",
      "Exit status: 0 when all fit, 1 when one differs or is keepalived's and pgha did not make it,"
          + " 2 for wrong input or when nobody answers, 70 when the command itself fails."
    },
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private static final int DIFFERS = 1;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE")
  private List<Path> files = List.of();

  @Option(names = "--profile", description = "By which they should have been made.")
  private @Nullable String profile;

  @Option(names = "--for", paramLabel = "NAME", description = "The host whose keepalived it is.")
  private String host = "";

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description = "Your own, with which they were made.")
  private @Nullable Path template;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws SQLException {
    Map<Path, String> texts = new LinkedHashMap<>();
    files.forEach(file -> texts.put(file, read(file)));
    Wanted wanted = new Wanted(Optional.ofNullable(profile), cluster.given(), host, template);
    try (LiveCluster live = cluster.live()) {
      View view = live.awaitMembers();
      List<HostPort> gone = Gone.seeds(view, live.cluster().discovered());
      FileCheck check = new FileCheck(wanted, settings -> LiveMembers.of(live, settings, view));
      boolean fit = gone.isEmpty();
      gone.forEach(seed -> out().println("URL: " + seed + " is no member"));
      for (Map.Entry<Path, String> file : texts.entrySet()) {
        fit &= report(check, file.getKey(), file.getValue());
      }
      out().flush();
      return fit ? 0 : DIFFERS;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw ProblemException.unreadable(file, e);
    }
  }

  private boolean report(FileCheck check, Path file, String text) {
    try {
      if (check.canTell(text)) {
        return report(file, check.differences(text));
      }
      out().println(file + ": not looked at: not made by pgha");
      return false;
    } catch (ProblemException e) {
      throw new ProblemException(file + ": " + e.getMessage(), e);
    }
  }

  private boolean report(Path file, List<String> differences) {
    out().println(differences.isEmpty() ? file + ": fits" : file + ": differs");
    differences.forEach(difference -> out().println("  " + difference));
    return differences.isEmpty();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
