package io.pgha.artifacts;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is published: the parent POM, and the modules that do not say otherwise. */
final class Published {
  private static final Path ROOT = Path.of("..");

  static final Pom PARENT = Pom.in(ROOT);
  static final Pom BOM = Pom.in(ROOT.resolve("bom"));

  private Published() {}

  static List<Pom> modules() {
    return PARENT.texts("modules/module").stream()
        .map(folder -> Pom.in(ROOT.resolve(folder)))
        .filter(Pom::published)
        .toList();
  }

  static List<Pom> jars() {
    return modules().stream().filter(Pom::packaged).toList();
  }

  static List<Pom> poms() {
    return Stream.concat(Stream.of(PARENT), modules().stream()).toList();
  }

  static String version() {
    return PARENT.text("version").orElseThrow();
  }

  /**
   * A file that the build has made.
   *
   * @param ending what follows the version in its name
   */
  static Path file(Pom module, String ending) {
    return module
        .folder()
        .resolve("target")
        .resolve(module.artifactId() + "-" + version() + ending);
  }
}
