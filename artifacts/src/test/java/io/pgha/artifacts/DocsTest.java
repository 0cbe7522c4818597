package io.pgha.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation tells users to write into their POMs. */
final class DocsTest {
  private static final List<Path> FILES =
      Stream.of("README.md", "spring-boot-starter/README.md", "testkit/README.md")
          .map(Path.of("..")::resolve)
          .toList();

  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<groupId>(.*?)</groupId>\\s*<artifactId>(.*?)</artifactId>\\s*<version>(.*?)</version>");

  private record Coordinates(String group, String artifact, String version) {}

  static List<Coordinates> named() throws IOException {
    Stream.Builder<Coordinates> all = Stream.builder();
    for (Path file : FILES) {
      DEPENDENCY
          .matcher(Files.readString(file))
          .results()
          .map(found -> new Coordinates(found.group(1), found.group(2), found.group(3)))
          .forEach(all);
    }
    return all.build().distinct().toList();
  }

  @Test
  void namesSome() throws IOException {
    assertThat(named()).hasSizeGreaterThanOrEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("named")
  void namesWhatThereIs(Coordinates dependency) {
    if (dependency.group().equals("io.pgha")) {
      assertThat(Published.modules()).extracting(Pom::artifactId).contains(dependency.artifact());
      assertThat(Optional.of(dependency.version())).isEqualTo(Published.PARENT.text("version"));
    } else {
      String property = "properties/dep." + dependency.artifact() + ".version";
      assertThat(Published.PARENT.text(property)).hasValue(dependency.version());
    }
  }
}
