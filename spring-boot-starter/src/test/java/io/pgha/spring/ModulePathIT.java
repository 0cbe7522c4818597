package io.pgha.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.spring.modular.ModularApplication;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The starter, the pools, the driver and all that they need as modules, on a real cluster. */
final class ModulePathIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder().members(1));

  private static final String DESCRIPTOR =
      """
      open module application {
        requires io.pgha.spring;
        requires io.pgha.hikari;
        requires java.sql;
        requires spring.boot;
        requires spring.boot.autoconfigure;
        requires spring.context;
      }
      """;

  /**
   * The jar of the starter, and those that come with it; so does one that Spring needs, which is
   * not counted because this module itself needs it to be built only.
   */
  private static final String JARS =
      String.join(
          File.pathSeparator,
          System.getProperty("pgha.starter-jar"),
          System.getProperty("pgha.starter-needs"),
          file(Nullable.class));

  private final PatroniCluster cluster = patroni.cluster();

  @Test
  void applicationReadsAndWritesWithAllOnTheModulePath(@TempDir Path folder) throws Exception {
    makeModule(folder);
    Path output = folder.resolve("output");
    Process jvm =
        application(folder).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      assertThat(jvm.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(output)
          .content()
          .contains(
              "writing: read only is off",
              "reading: read only is on",
              "modules: application, io.pgha.hikari");
      assertThat(jvm.exitValue()).isZero();
    } finally {
      jvm.destroyForcibly();
    }
  }

  private static String file(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  private static void makeModule(Path folder) throws IOException {
    copy(ModularApplication.class, folder);
    Path source = Files.writeString(folder.resolve("module-info.java"), DESCRIPTOR, UTF_8);
    String to = folder.toString();
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-p", JARS, "-d", to, source.toString()))
        .isZero();
  }

  private static void copy(Class<?> type, Path folder) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    Path copy = folder.resolve(name);
    Files.createDirectories(copy.getParent());
    try (InputStream original = type.getClassLoader().getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(original, name), copy);
    }
  }

  private ProcessBuilder application(Path folder) {
    ProcessBuilder jvm =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "ALL-MODULE-PATH",
                "-p",
                JARS + File.pathSeparator + folder,
                "-m",
                "application/" + ModularApplication.class.getName()));
    jvm.environment().put("SPRING_DATASOURCE_URL", Applications.url(cluster));
    jvm.environment().put("SPRING_DATASOURCE_USERNAME", cluster.user());
    jvm.environment().put("SPRING_DATASOURCE_PASSWORD", cluster.password());
    return jvm;
  }
}
