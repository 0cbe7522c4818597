package io.pgha.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jars with copies of libraries in them, and what they owe to these. */
final class LicencesIT {
  /**
   * A class outside of these libraries needs a line in THIRD-PARTY first, and then one here.
   *
   * @param elsewhere how many licences THIRD-PARTY names as files
   */
  private record Bundle(Path jar, Set<String> libraries, List<String> thirdParty, int elsewhere) {
    @Override
    public String toString() {
      return jar.getFileName().toString();
    }
  }

  private static final Bundle DRIVER =
      new Bundle(
          Path.of("../driver/target/pgha-driver-%s-all.jar".formatted(Published.version())),
          Set.of("io/pgha", "okhttp3", "okio", "kotlin", "jackson", "caffeine"),
          List.of("OkHttp", "Okio", "Kotlin", "Jackson", "Caffeine", "Public Suffix List"),
          3);

  private static final Bundle COMMAND =
      new Bundle(
          Path.of("../proxy-config/target/pgha.jar"),
          Set.of(
              "io/pgha",
              "org/postgresql",
              "okhttp3",
              "okio",
              "kotlin",
              "com/fasterxml",
              "org/yaml",
              "freemarker",
              "picocli",
              "com/github/benmanes"),
          List.of(
              "pgjdbc",
              "SCRAM",
              "StringPrep",
              "OkHttp",
              "Okio",
              "Kotlin",
              "Jackson",
              "SnakeYAML",
              "FreeMarker",
              "picocli",
              "Caffeine",
              "Public Suffix List"),
          5);

  /** Behind what Maven and other releases of Java put in front. */
  private static final Pattern LIBRARY =
      Pattern.compile(
          "(?:META-INF/versions/\\d+/)?(?:io/pgha/shaded/)?"
              + "(com/github/[^/]+|(?:com|io|org)/[^/]+|[^/]+)/.*");

  private static final Pattern ELSEWHERE = Pattern.compile("\\bsee (\\S+)");

  static List<Bundle> bundles() {
    return List.of(DRIVER, COMMAND);
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void holdsNoLibraryWhoseLicenceNobodyLookedAt(Bundle bundle) {
    assertThat(Jar.classes(bundle.jar()))
        .extracting(LicencesIT::library)
        .hasSameElementsAs(bundle.libraries());
  }

  private static String library(String className) {
    return LIBRARY.matcher(className).replaceFirst("$1");
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void carriesTheLicencesOfAllThatIsInIt(Bundle bundle) throws IOException {
    assertThat(Jar.text(bundle.jar(), "META-INF/LICENSE")).contains("Apache License");
    assertThat(Jar.text(bundle.jar(), "META-INF/NOTICE")).contains("Jackson JSON processor");
    assertThat(Jar.text(bundle.jar(), "META-INF/THIRD-PARTY")).contains(bundle.thirdParty());
    assertThat(namedElsewhere(bundle))
        .hasSize(bundle.elsewhere())
        .allSatisfy(
            name ->
                assertThat(Jar.files(bundle.jar()))
                    .anyMatch(file -> file.startsWith("META-INF/" + name)));
  }

  /** The files, or folders, that have the licences which THIRD-PARTY does not have. */
  private static Stream<String> namedElsewhere(Bundle bundle) throws IOException {
    return ELSEWHERE
        .matcher(Jar.text(bundle.jar(), "META-INF/THIRD-PARTY"))
        .results()
        .map(found -> found.group(1));
  }
}
