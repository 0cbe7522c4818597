package io.pgha.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jars that are published, and those of their sources. */
final class JarsIT {
  static List<Pom> jars() {
    return Published.jars();
  }

  @ParameterizedTest
  @MethodSource("jars")
  void carriesTheLicense(Pom module) throws IOException {
    assertThat(Jar.text(Published.file(module, ".jar"), "META-INF/LICENSE"))
        .contains("Apache License", "Version 2.0");
  }

  @ParameterizedTest
  @MethodSource("jars")
  void hasTheSourceOfEveryClass(Pom module) {
    Stream<String> sources =
        Jar.classes(Published.file(module, ".jar")).stream().map(JarsIT::sourceOf).distinct();
    assertThat(Jar.files(Published.file(module, "-sources.jar"))).containsAll(sources.toList());
  }

  private static String sourceOf(String className) {
    return className.replaceFirst("(\\$.*)?\\.class$", ".java");
  }
}
