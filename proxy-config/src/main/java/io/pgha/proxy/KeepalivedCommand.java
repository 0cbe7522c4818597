package io.pgha.proxy;

import io.pgha.proxy.check.Header;
import io.pgha.proxy.definition.Host;
import io.pgha.proxy.definition.ProblemException;
import io.pgha.proxy.definition.Settings;
import io.pgha.proxy.emit.Draft;
import io.pgha.proxy.emit.KeepalivedProfile;
import io.pgha.proxy.emit.SyntaxCheck;
import java.io.PrintWriter;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.SecureRandom;
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
import picocli.CommandLine.Spec;

/** {@code pgha keepalived}: filled by picocli. */
@Command(
    name = "keepalived",
    description = "Writes the configurations of keepalived, one for each host of HAProxy.",
    mixinStandardHelpOptions = true)
final class KeepalivedCommand implements Callable<Integer> {
  /** Of the form of one. */
  private static final String NO_SECRET = "rehearse";

  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--profile",
      description = "${COMPLETION-CANDIDATES}; without it ${DEFAULT-VALUE}.")
  private KeepalivedProfile profile = KeepalivedProfile.DEFAULT;

  @Option(
      names = "--for",
      paramLabel = "NAME",
      description = "For this host only; --output is then its file.")
  private @Nullable String only;

  @Override
  public Integer call() throws SQLException {
    cluster.config();
    Settings settings = cluster.settings();
    if (profile.hasSecret(settings)) {
      rehearse(settings);
    }
    Map<String, String> files =
        withHeaders(chosen(profile.emit(settings, new SecureRandom(), output.template())));
    Path target = output.output();
    if (target == null) {
      print(files);
    } else {
      output.install(
          drafts(settings, files, target), SyntaxCheck.KEEPALIVED, spec.commandLine().getErr());
    }
    return 0;
  }

  /** What is wrong is found before a secret is made, which would stay. */
  private void rehearse(Settings settings) {
    Map<String, String> files = chosen(profile.emit(settings, NO_SECRET, output.template()));
    Path target = output.output();
    if (target != null) {
      output.rehearse(drafts(settings, files, target), SyntaxCheck.KEEPALIVED);
    }
  }

  private Map<String, String> withHeaders(Map<String, String> files) {
    Map<String, String> with = new LinkedHashMap<>();
    files.forEach((host, text) -> with.put(host, header(host).text() + text));
    return with;
  }

  private Header header(String host) {
    return new Header(profile.toString(), host, output.template() != null, cluster.given());
  }

  private Map<String, String> chosen(Map<String, String> files) {
    if (only == null) {
      return files;
    }
    String text = files.get(only);
    if (text == null) {
      throw new ProblemException(
          "--for %s is no host; expected one of %s".formatted(only, files.keySet()));
    }
    return Map.of(only, text);
  }

  private List<Draft> drafts(Settings settings, Map<String, String> files, Path target) {
    return settings.hosts().stream()
        .flatMap(
            host ->
                Optional.ofNullable(files.get(host.name())).stream()
                    .map(text -> draft(host, text, target, settings)))
        .toList();
  }

  private Draft draft(Host host, String text, Path target, Settings settings) {
    Path file = only == null ? target.resolve("keepalived-" + host.name() + ".conf") : target;
    return new Draft(file, text, profile.hasSecret(settings), uncheckable(host));
  }

  /** keepalived refuses a file for an interface that is not there. */
  private static Optional<String> uncheckable(Host host) {
    return has(host.networkInterface())
        ? Optional.empty()
        : Optional.of("not checked: this machine has no " + host.networkInterface());
  }

  private static boolean has(String networkInterface) {
    try {
      return NetworkInterface.getByName(networkInterface) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  private void print(Map<String, String> files) {
    PrintWriter out = spec.commandLine().getOut();
    files.forEach(
        (host, text) -> {
          if (files.size() > 1) {
            out.println("# ---- " + host);
          }
          out.print(text);
        });
    out.flush();
  }
}
