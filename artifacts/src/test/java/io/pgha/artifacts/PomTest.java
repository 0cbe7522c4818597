package io.pgha.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Maven Central asks of a POM, and who uses it. */
final class PomTest {
  /** What modules inherit. */
  private static final List<String> COMMON =
      List.of(
          "url",
          "licenses/license/name",
          "licenses/license/url",
          "developers/developer/id",
          "developers/developer/name",
          "scm/connection",
          "scm/developerConnection",
          "scm/url");

  static List<Pom> poms() {
    return Published.poms();
  }

  static List<Pom> jars() {
    return Published.jars();
  }

  @ParameterizedTest
  @MethodSource("poms")
  void saysWhatItIs(Pom pom) {
    assertThat(pom.text("name")).hasValueSatisfying(PomTest::isThere);
    assertThat(pom.text("description")).hasValueSatisfying(PomTest::isThere);
  }

  @ParameterizedTest
  @MethodSource("jars")
  void takesFromTheParentWhoMakesItAndWhere(Pom pom) {
    assertThat(pom.text("parent/artifactId")).hasValue(Published.PARENT.artifactId());
    assertThat(COMMON).allSatisfy(path -> assertThat(pom.text(path)).isEmpty());
  }

  @Test
  void theParentSaysWhoMakesItAndWhere() {
    assertThat(COMMON)
        .allSatisfy(
            path -> assertThat(Published.PARENT.text(path)).hasValueSatisfying(PomTest::isThere));
  }

  @Test
  void theBomSaysTheSameAsTheParent() {
    assertThat(Stream.concat(COMMON.stream(), Stream.of("groupId", "version")))
        .allSatisfy(
            path -> assertThat(Published.BOM.text(path)).isEqualTo(Published.PARENT.text(path)));
  }

  @Test
  void theBomManagesAllThatApplicationsUse() {
    assertThat(Published.BOM.texts("dependencyManagement/dependencies/dependency/artifactId"))
        .containsExactlyInAnyOrderElementsOf(
            jars().stream()
                .map(Pom::artifactId)
                .filter(name -> !name.equals("pgha-delegate-processor"))
                .toList());
  }

  @Test
  void theBomManagesNothingElse() {
    assertThat(Published.BOM.text("parent")).isEmpty();
    assertThat(Published.BOM.texts("dependencyManagement/dependencies/dependency/groupId"))
        .containsOnly("io.pgha");
    assertThat(Published.BOM.texts("dependencyManagement/dependencies/dependency/version"))
        .containsOnly("${project.version}");
  }

  private static void isThere(String text) {
    assertThat(text).isNotBlank();
  }
}
