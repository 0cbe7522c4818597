package io.pgha.driver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCacheTest {
  private static final String URL = "jdbc:pgha://h1/db?user=app";
  private static final List<String> WITHOUT_PASSWORD =
      List.of("", "&sslpassword=x", "&ApplicationName=a?password=b");
  private static final String PASSWORD_FILE = "org.postgresql.pgpassfile";
  private static final String SERVICE_FILE = "org.postgresql.pgservicefile";

  private final AtomicLong now = new AtomicLong();
  private final ConfigCache cache = new ConfigCache(now::get, Duration.ofSeconds(30));

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
  void forgetsWhatIsNotGivenAnyMore() throws SQLException {
    Config first = cache.of(URL, beside("secret"));
    now.addAndGet(Duration.ofSeconds(29).toNanos());
    assertThat(cache.of(URL, beside("secret"))).isSameAs(first);
    now.addAndGet(Duration.ofSeconds(31).toNanos());
    assertThat(cache.of(URL, beside("secret"))).isNotSameAs(first).isEqualTo(first);
  }

  @Test
  void forgetsAllWhenTold() throws SQLException {
    Config first = cache.of(URL, beside("secret"));
    cache.clear();
    assertThat(cache.of(URL, beside("secret"))).isNotSameAs(first);
  }

  @Test
  void propertiesThatChangeMeanwhileMixNothingUp() throws SQLException {
    cache.of(URL, new ChangedAfterTheFirstLook());
    assertThat(password(cache.of(URL, beside("first")))).isEqualTo("first");
  }

  /** As by another thread. */
  private static final class ChangedAfterTheFirstLook extends Properties {
    private static final long serialVersionUID = 1;

    private ChangedAfterTheFirstLook() {
      setProperty("password", "first");
    }

    @Override
    public String getProperty(String name) {
      String value = super.getProperty(name);
      setProperty("password", "second");
      return value;
    }

    @Override
    public Set<String> stringPropertyNames() {
      return Set.of("password");
    }
  }

  @Test
  void keepsCredentialsOutOfItsText() {
    assertThat(new ConfigCache.Given("//secret", Map.of("password", "secret")).toString())
        .doesNotContain("secret");
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
    for (String parameters : WITHOUT_PASSWORD) {
      assertThat(password(cache.of(URL + parameters, null))).isEqualTo("old");
    }
    Files.writeString(file, "*:*:*:*:new");
    for (String parameters : WITHOUT_PASSWORD) {
      assertThat(password(cache.of(URL + parameters, null))).isEqualTo("new");
    }
  }

  @Test
  void servicesMayChange(@TempDir Path folder) throws SQLException, IOException {
    Path file = folder.resolve("services");
    System.setProperty(SERVICE_FILE, file.toString());
    List<String> urls =
        List.of(
            "jdbc:pgha:///?service=shop&password=secret",
            "jdbc:pgha:///?password=secret&service=shop");

    Files.writeString(file, "[shop]\nhost=h1\n");
    for (String url : urls) {
      assertThat(cache.of(url, null).seeds()).containsExactly(new HostPort("h1", 5432));
    }
    Files.writeString(file, "[shop]\nhost=h2\n");
    for (String url : urls) {
      assertThat(cache.of(url, null).seeds()).containsExactly(new HostPort("h2", 5432));
    }
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
