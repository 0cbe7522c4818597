package io.pgha.driver.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
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

  private static final String APPLICATION_MODULE =
      "application/" + PlainApplication.class.getName();

  private static final Pattern FOUND_BY_NAME =
      Pattern.compile("com\\.github\\.benmanes\\.caffeine\\.cache\\.[A-Z]{2,}(?= source)");

  private static final Path METADATA =
      Path.of(
          "src/main/resources/META-INF/native-image/io.pgha/pgha-driver/reachability-metadata.json");

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
      assertThat(jvm.waitFor(30, TimeUnit.SECONDS)).as("ended with main").isTrue();
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

  /** The application is a module that requires the driver's, and so are all jars. */
  @ParameterizedTest
  @MethodSource("classPaths")
  void worksOnTheModulePath(List<Path> jars, @TempDir Path folder) throws Exception {
    Jars.copy(PlainApplication.class, folder);
    makeModule(jars, folder);
    Path output = folder.resolve("output");
    Process jvm =
        run("--add-modules", "ALL-MODULE-PATH", "-p", path(jars, folder), "-m", APPLICATION_MODULE)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(output)
          .content()
          .contains("read 42 with read only on")
          .doesNotContain("Exception", "Error");
    } finally {
      jvm.destroyForcibly();
    }
  }

  /** The analysis of a native image does not see that Caffeine makes names and looks for them. */
  @Test
  void findsNoClassByItsNameThatNativeImagesAreNotTold(@TempDir Path folder) throws Exception {
    Jars.copy(PlainApplication.class, folder);
    Path loaded = folder.resolve("loaded");
    ProcessBuilder logging = jvm(Jars.oneByOne(), folder);
    logging.command().add(1, "-Xlog:class+load:file=" + loaded);
    Process jvm = logging.redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start();
    try {
      assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(jvm.exitValue()).isZero();
    } finally {
      jvm.destroyForcibly();
    }
    assertThat(FOUND_BY_NAME.matcher(Files.readString(loaded)).results().map(MatchResult::group))
        .isNotEmpty()
        .allSatisfy(type -> assertThat(Files.readString(METADATA)).contains('"' + type + '"'));
  }

  private static void makeModule(List<Path> jars, Path folder) throws IOException {
    Path source = folder.resolve("module-info.java");
    Files.writeString(source, "module application { requires java.sql; requires io.pgha.driver; }");
    String modulePath = path(jars, folder);
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null, null, null, "-p", modulePath, "-d", folder.toString(), source.toString()))
        .isZero();
  }

  private ProcessBuilder jvm(List<Path> jars, Path classes) {
    return run("-cp", path(jars, classes), PlainApplication.class.getName());
  }

  private ProcessBuilder run(String... options) {
    List<String> command = new ArrayList<>(List.of(options));
    command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(new ClusterClient(cluster).url(), cluster.user()));
    ProcessBuilder jvm = new ProcessBuilder(command);
    jvm.environment().put("PGPASSWORD", cluster.password());
    return jvm;
  }

  private static String path(List<Path> jars, Path classes) {
    return Stream.concat(jars.stream(), Stream.of(classes))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
