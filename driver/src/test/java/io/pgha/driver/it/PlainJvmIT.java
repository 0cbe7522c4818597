package io.pgha.driver.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM with nothing on its class path but the jars that a user chooses, and an application. */
final class PlainJvmIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder().members(1));

  /** What pgjdbc and the other libraries cannot do without. */
  private static final String SLIM = "java.sql,java.naming,jdk.unsupported";

  private static final String LAST_LINE = "threads that are no daemons: [main]\n";

  private final PatroniCluster cluster = patroni.cluster();

  static Stream<List<Path>> classPaths() {
    return Stream.of(Jars.allInOneAndPgjdbc(), Jars.oneByOne());
  }

  @ParameterizedTest
  @MethodSource("classPaths")
  void endsWithMainAlthoughAConnectionIsOpen(List<Path> jars, @TempDir Path folder)
      throws Exception {
    Jars.copy(PlainApplication.class, folder);
    Path output = folder.resolve("output");
    Process jvm =
        jvm(jars, folder).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      await("the last line of main")
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(5))
          .untilAsserted(() -> assertThat(output).content().endsWith(LAST_LINE));
      long start = System.nanoTime();
      assertThat(jvm.waitFor(5, TimeUnit.SECONDS)).as("ended with main").isTrue();
      Report.line("main ended: JVM gone after", Report.since(start), "at once");
      assertThat(output).content().contains("read 42 with read only on");
      assertThat(jvm.exitValue()).isZero();
    } finally {
      jvm.destroyForcibly();
    }
  }

  /** As {@code jlink} makes them: without JFR and JMX. */
  @ParameterizedTest
  @MethodSource("classPaths")
  void worksOnASlimJvm(List<Path> jars, @TempDir Path folder) throws Exception {
    Jars.copy(PlainApplication.class, folder);
    ProcessBuilder slim = jvm(jars, folder);
    slim.command().addAll(1, List.of("--limit-modules", SLIM));
    File output = folder.resolve("output").toFile();
    Process jvm = slim.redirectErrorStream(true).redirectOutput(output).start();
    try {
      assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(output)
          .content()
          .contains("read 42 with read only on", "modules for operators: []")
          .doesNotContain("Exception", "Error");
    } finally {
      jvm.destroyForcibly();
    }
  }

  private ProcessBuilder jvm(List<Path> jars, Path classes) {
    String classPath =
        Stream.concat(jars.stream(), Stream.of(classes))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    ProcessBuilder jvm =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath,
            PlainApplication.class.getName(),
            new ClusterClient(cluster).url(),
            cluster.user());
    jvm.environment().put("PGPASSWORD", cluster.password());
    return jvm;
  }
}
