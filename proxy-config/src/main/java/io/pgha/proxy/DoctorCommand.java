package io.pgha.proxy;

import io.pgha.proxy.definition.ProblemException;
import io.pgha.proxy.definition.Settings;
import io.pgha.proxy.doctor.Doctor;
import io.pgha.proxy.doctor.Finding;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pgha doctor}: filled by picocli. */
@Command(
    name = "doctor",
    description = {
      "Connects both ways and says what would hurt, one finding a line: error (it does already),"
          + " warning (it will when something goes wrong), advice.",
      "Exit status: 0 without errors, 1 with, 2 for wrong input or when nobody answers, 70 when the"
          + " command itself fails."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private static final int ERRORS = 1;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--pool-size",
      paramLabel = "N",
      description =
          "How many sessions all pools of all applications may hold on a member together.")
  private @Nullable Integer poolSize;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws SQLException {
    OptionalInt pools = pools();
    Settings settings = cluster.settings();
    List<Finding> findings = Doctor.look(cluster.live(), settings, pools);
    print(findings);
    return findings.stream().anyMatch(DoctorCommand::isError) ? ERRORS : 0;
  }

  private OptionalInt pools() {
    if (poolSize == null) {
      return OptionalInt.empty();
    }
    if (poolSize < 1) {
      throw new ProblemException(
          "--pool-size is %d; expected how many sessions all pools may hold together, 1 or more"
              .formatted(poolSize));
    }
    return OptionalInt.of(poolSize);
  }

  private static boolean isError(Finding finding) {
    return finding.severity() == Finding.Severity.ERROR;
  }

  private void print(List<Finding> findings) {
    PrintWriter out = spec.commandLine().getOut();
    findings.forEach(out::println);
    if (findings.isEmpty()) {
      out.println("Nothing was found that would hurt.");
    }
    out.flush();
  }
}
