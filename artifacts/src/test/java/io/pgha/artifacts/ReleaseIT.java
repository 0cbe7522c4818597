package io.pgha.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the profile {@code release} adds to the jars. */
@Tag("release")
final class ReleaseIT {
  private static final List<String> SHIPPED = List.of("compile", "runtime");

  static List<Pom> jars() {
    return Published.jars();
  }

  @ParameterizedTest
  @MethodSource("jars")
  void hasJavadoc(Pom module) {
    assertThat(Jar.files(Published.file(module, "-javadoc.jar")))
        .contains("index.html", "element-list")
        .anyMatch(name -> name.matches("io/pgha/.*/[A-Z]\\w+\\.html"));
  }

  /** Of the libraries that come with it: where from, which version, under which license. */
  @ParameterizedTest
  @MethodSource("jars")
  void hasABillOfItsMaterials(Pom module) throws IOException {
    JsonNode bill = new ObjectMapper().readTree(Published.file(module, "-cyclonedx.json").toFile());
    assertThat(bill.at("/metadata/component/name").textValue()).isEqualTo(module.artifactId());
    assertThat(names(bill))
        .containsAll(shipped(module))
        .doesNotContain("junit-jupiter", "assertj-core");
    assertThat(bill.path("components"))
        .allSatisfy(
            component -> {
              assertThat(component.path("purl").textValue()).startsWith("pkg:maven/");
              assertThat(component.path("licenses")).isNotEmpty();
            });
  }

  private static List<String> names(JsonNode bill) {
    return StreamSupport.stream(bill.path("components").spliterator(), /* parallel= */ false)
        .map(component -> component.path("name").textValue())
        .toList();
  }

  private static List<String> shipped(Pom module) {
    return module.dependencies().stream()
        .filter(dependency -> SHIPPED.contains(dependency.scope()))
        .map(Pom.Dependency::artifactId)
        .toList();
  }
}
