package io.pgha.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars that are published, as modules. */
final class ModulesIT {
  private final List<Path> jars =
      Published.jars().stream().map(module -> Published.file(module, ".jar")).toList();

  private final Set<ModuleDescriptor> modules =
      ModuleFinder.of(jars.toArray(Path[]::new)).findAll().stream()
          .map(ModuleReference::descriptor)
          .collect(Collectors.toSet());

  @Test
  void haveNamesThatStayAndDoNotComeFromFileNames() {
    assertThat(modules)
        .extracting(ModuleDescriptor::name)
        .containsExactlyInAnyOrder(
            "io.pgha.delegate",
            "io.pgha.driver",
            "io.pgha.flyway",
            "io.pgha.hikari",
            "io.pgha.proxy",
            "io.pgha.spring",
            "io.pgha.testkit");
  }

  /** The JVM refuses two modules that have the same package. */
  @Test
  void shareNoPackage() {
    assertThat(modules.stream().flatMap(module -> module.packages().stream()))
        .doesNotHaveDuplicates();
  }

  @Test
  void canBeRequiredByAnApplication(@TempDir Path folder) throws IOException {
    Path source = folder.resolve("module-info.java");
    Files.writeString(source, "module application { " + requirements() + " }");
    assertThat(compile(source, folder)).isEmpty();
  }

  private String requirements() {
    return modules.stream()
        .map(module -> "requires " + module.name() + ";")
        .collect(Collectors.joining(" "));
  }

  private String compile(Path source, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      files.setLocationFromPaths(StandardLocation.MODULE_PATH, jars);
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      boolean compiled =
          compiler
              .getTask(
                  errors,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      return compiled ? "" : errors.toString();
    }
  }
}
