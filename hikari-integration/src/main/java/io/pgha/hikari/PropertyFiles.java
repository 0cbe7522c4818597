package io.pgha.hikari;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Finds property files where HikariCP does. */
final class PropertyFiles {
  private PropertyFiles() {}

  static Properties load(String name) {
    Properties properties = new Properties();
    try (InputStream in = open(name)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  private static InputStream open(String name) throws IOException {
    if (Files.isRegularFile(Path.of(name))) {
      return Files.newInputStream(Path.of(name));
    }
    InputStream resource = PropertyFiles.class.getResourceAsStream(name);
    if (resource == null) {
      throw new FileNotFoundException("Neither a file nor on the class path: " + name);
    }
    return resource;
  }
}
