package io.pgha.driver.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverDefaultsTest {
  @Test
  void nameTheUserOfTheMachine() {
    assertThat(DriverDefaults.newProperties().getProperty("user"))
        .isEqualTo(System.getProperty("user.name"));
  }

  @Test
  void firstFileOnTheClassPathWins(@TempDir Path directory) throws IOException {
    URL first = entry(directory, "first", "user=one\nssl=true");
    URL second = entry(directory, "second", "user=two\ntcpKeepAlive=true");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {first, second}, null)) {
      Properties defaults = DriverDefaults.load(loader);
      assertThat(defaults)
          .containsEntry("user", "one")
          .containsEntry("ssl", "true")
          .containsEntry("tcpKeepAlive", "true");
    }
  }

  private static URL entry(Path directory, String name, String text) throws IOException {
    Path root = directory.resolve(name);
    Path file = root.resolve("org/postgresql/driverconfig.properties");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return root.toUri().toURL();
  }
}
