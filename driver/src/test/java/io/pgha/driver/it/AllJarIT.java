package io.pgha.driver.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is in the jar that holds the driver and all its libraries but pgjdbc. */
final class AllJarIT {
  private static final String NATIVE_IMAGE =
      "META-INF/native-image/io.pgha/pgha-driver/reachability-metadata.json";

  private final JarFile jar;

  AllJarIT() throws IOException {
    jar = new JarFile(Jars.allInOne().toFile());
  }

  @AfterEach
  void close() throws IOException {
    jar.close();
  }

  @Test
  void holdsNoClassThatAnApplicationMayHaveInAnotherVersion() {
    assertThat(entries()).filteredOn(name -> name.endsWith(".class")).allMatch(AllJarIT::isOwn);
  }

  @Test
  void holdsItsLibrariesUnderNamesOfItsOwn() {
    assertThat(Stream.of("okhttp3", "okhttp3/tls", "okio", "kotlin", "jackson", "caffeine"))
        .allMatch(library -> holdsFolder("io/pgha/shaded/" + library));
  }

  private boolean holdsFolder(String folder) {
    return entries().stream().anyMatch(name -> name.startsWith(folder + "/"));
  }

  @Test
  void holdsNothingTwice() {
    assertThat(entries()).doesNotHaveDuplicates();
  }

  @Test
  void holdsNothingForToolsThatKnowTheLibrariesUnderTheirOwnNames() {
    assertThat(entries())
        .filteredOn(name -> !isOwn(name))
        .allMatch(
            name ->
                name.matches(
                    "META-INF/([\\w.-]+|services/(io\\.pgha\\..+|java\\.sql\\.Driver)|native-image/io\\.pgha/.+)"));
  }

  @Test
  void registersTheDriver() throws IOException {
    assertThat(text("META-INF/services/java.sql.Driver"))
        .isEqualToIgnoringNewLines("io.pgha.driver.PghaDriver");
  }

  @Test
  void tellsNativeImagesTheSameUnderTheNewNames() throws IOException {
    assertThat(text(NATIVE_IMAGE))
        .isEqualTo(
            Files.readString(Path.of("src/main/resources", NATIVE_IMAGE))
                .replace("com.github.benmanes.caffeine", "io.pgha.shaded.caffeine"));
  }

  @Test
  void holdsTheClassesOfWhichItTellsNativeImages() throws IOException {
    Stream<String> classes =
        Pattern.compile("\"type\": \"(io\\.pgha\\.[^\"]+)\"")
            .matcher(text(NATIVE_IMAGE))
            .results()
            .map(type -> type.group(1).replace('.', '/') + ".class");
    assertThat(classes).anyMatch(name -> name.contains("caffeine")).isSubsetOf(entries());
  }

  @Test
  void isAModuleForTheSameClassesOnEveryJdk() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();
    assertThat(manifest.getValue("Automatic-Module-Name")).isEqualTo("io.pgha.driver");
    assertThat(manifest.getValue(Attributes.Name.MULTI_RELEASE)).isNull();
  }

  private static boolean isOwn(String name) {
    return name.startsWith("io/pgha/");
  }

  private List<String> entries() {
    return jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
  }

  private String text(String name) throws IOException {
    try (InputStream stream = jar.getInputStream(jar.getEntry(name))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
