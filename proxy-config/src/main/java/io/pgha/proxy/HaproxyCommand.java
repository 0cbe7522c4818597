package io.pgha.proxy;

import io.pgha.proxy.emit.Draft;
import io.pgha.proxy.emit.HaproxyProfile;
import io.pgha.proxy.emit.SyntaxCheck;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pgha haproxy}: filled by picocli. */
@Command(
    name = "haproxy",
    description = "Writes the configuration of HAProxy.",
    mixinStandardHelpOptions = true)
final class HaproxyCommand implements Callable<Integer> {
  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--profile",
      description = "${COMPLETION-CANDIDATES}; without it ${DEFAULT-VALUE}.")
  private HaproxyProfile profile = HaproxyProfile.DEFAULT;

  @Override
  public Integer call() throws SQLException {
    String text =
        new HaproxyEmission(profile, cluster.given(), output.template()).text(cluster.definition());
    Path target = output.output();
    if (target == null) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
    } else {
      Draft draft = new Draft(target, text, /* secret= */ false, Optional.empty());
      output.install(List.of(draft), SyntaxCheck.HAPROXY, spec.commandLine().getErr());
    }
    return 0;
  }
}
