package io.pgha.driver.it;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kotlin.Unit;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okio.Buffer;
import org.postgresql.Driver;

/** What users put on their class path, one way or the other. */
final class Jars {
  private Jars() {}

  /** The driver with all its libraries but pgjdbc. */
  static Path allInOne() {
    return Path.of(System.getProperty("pgha.all-jar"));
  }

  static List<Path> allInOneAndPgjdbc() {
    return List.of(allInOne(), pgjdbc());
  }

  static Path pgjdbc() {
    return of(Driver.class);
  }

  /** The driver and each library on its own, as a build tool puts them together. */
  static List<Path> oneByOne() {
    Path driver = Path.of(System.getProperty("pgha.jar"));
    Stream<Class<?>> libraries =
        Stream.of(
            Driver.class,
            OkHttpClient.class,
            HandshakeCertificates.class,
            Buffer.class,
            Unit.class,
            ObjectMapper.class,
            JsonFactory.class,
            JsonInclude.class,
            Caffeine.class);
    return Stream.concat(Stream.of(driver), libraries.map(Jars::of)).toList();
  }

  private static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Copies one class into a folder, to be on a class path without the others beside it. */
  static void copy(Class<?> type, Path folder) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    Path copy = folder.resolve(name);
    Files.createDirectories(copy.getParent());
    try (InputStream original = type.getClassLoader().getResourceAsStream(name)) {
      Files.copy(original, copy);
    }
  }
}
