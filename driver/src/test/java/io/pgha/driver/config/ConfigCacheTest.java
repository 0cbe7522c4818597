package io.pgha.driver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ConfigCacheTest {
  private static final String URL = "jdbc:pgha://h1/db?user=app";
  private static final String PASSWORD_FILE = "org.postgresql.pgpassfile";
  private static final String SERVICE_FILE = "org.postgresql.pgservicefile";

  private final ConfigCache cache = new ConfigCache();

  @AfterEach
  void forgetFiles() {
    System.clearProperty(PASSWORD_FILE);
    System.clearProperty(SERVICE_FILE);
  }

  @Test
  void readsTheSameOnlyOnce() throws SQLException {
    Config first = cache.of(URL, beside("secret"));
    assertThat(first).isEqualTo(Config.of(URL, beside("secret")));
    assertThat(cache.of(URL, beside("secret"))).isSameAs(first);

    String withPassword = URL + "&password=secret";
    assertThat(cache.of(withPassword, null)).isSameAs(cache.of(withPassword, new Properties()));
  }

  @Test
  void whatIsGivenDifferentlyIsReadAgain() throws SQLException {
    Properties beside = beside("secret");
    assertThat(password(cache.of(URL, beside))).isEqualTo("secret");
    beside.setProperty("password", "new");
    assertThat(password(cache.of(URL, beside))).isEqualTo("new");
    assertThat(password(cache.of(URL + "&password=other", beside))).isEqualTo("other");
    assertThat(cache.of(URL + "&readOnly=true", beside).routing().readOnly()).isTrue();
  }

  @Test
  void inheritedPropertiesCount() throws SQLException {
    Properties inherited = beside("secret");
    Properties beside = new Properties(inherited);
    assertThat(password(cache.of(URL, beside))).isEqualTo("secret");
    inherited.setProperty("password", "new");
    assertThat(password(cache.of(URL, beside))).isEqualTo("new");
  }

  @Test
  void refusesWhatIsWrongEachTime() throws SQLException {
    cache.of(URL, beside("secret"));
    Properties wrong = beside("secret");
    wrong.put("patroniPort", 8009);
    for (int time = 0; time < 2; time++) {
      assertThat(catchThrowable(() -> cache.of(URL, wrong)))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("patroniPort");
      assertThat(catchThrowable(() -> cache.of(URL + "&patroniPort=x", beside("secret"))))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("patroniPort");
    }
  }

  @Test
  void passwordsInAFileMayChange(@TempDir Path folder) throws SQLException, IOException {
    Path file = folder.resolve("pgpass");
    System.setProperty(PASSWORD_FILE, file.toString());

    Files.writeString(file, "*:*:*:*:old");
    assertThat(password(cache.of(URL, null))).isEqualTo("old");
    assertThat(password(cache.of(URL + "&sslpassword=x", null))).isEqualTo("old");
    Files.writeString(file, "*:*:*:*:new");
    assertThat(password(cache.of(URL, null))).isEqualTo("new");
    assertThat(password(cache.of(URL + "&sslpassword=x", null))).isEqualTo("new");
  }

  @Test
  void servicesMayChange(@TempDir Path folder) throws SQLException, IOException {
    Path file = folder.resolve("services");
    System.setProperty(SERVICE_FILE, file.toString());
    String url = "jdbc:pgha:///?service=shop&password=secret";

    Files.writeString(file, "[shop]\nhost=h1\n");
    assertThat(cache.of(url, null).seeds()).containsExactly(new HostPort("h1", 5432));
    Files.writeString(file, "[shop]\nhost=h2\n");
    assertThat(cache.of(url, null).seeds()).containsExactly(new HostPort("h2", 5432));
  }

  private static Properties beside(String password) {
    Properties properties = new Properties();
    properties.setProperty("password", password);
    return properties;
  }

  private static String password(Config config) {
    return config.driver().values().getOrDefault("password", "none");
  }
}
