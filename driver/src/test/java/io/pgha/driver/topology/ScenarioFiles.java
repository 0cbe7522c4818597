package io.pgha.driver.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The files in {@code scenarios/}. */
final class ScenarioFiles {
  private ScenarioFiles() {}

  /** At least one, by name. */
  static List<Path> all() {
    try (Stream<Path> files = Files.list(folder())) {
      List<Path> found = files.sorted().toList();
      if (found.isEmpty()) {
        throw new IllegalStateException("no scenarios in " + folder());
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Path.of(Objects.requireNonNull(ScenarioFiles.class.getResource("/scenarios")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static String name(Path file) {
    return file.getFileName().toString().replace(".json", "");
  }

  static Scenario parse(Path file) {
    try {
      return Scenario.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }
}
