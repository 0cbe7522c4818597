package io.pgha.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** What is in a jar. */
final class Jar {
  private Jar() {}

  /** All its files, but no folders. */
  static List<String> files(Path path) {
    try (JarFile jar = new JarFile(path.toFile())) {
      return jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> classes(Path path) {
    return files(path).stream().filter(name -> name.endsWith(".class")).toList();
  }

  static String text(Path path, String name) throws IOException {
    try (JarFile jar = new JarFile(path.toFile());
        InputStream content = jar.getInputStream(jar.getEntry(name))) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
