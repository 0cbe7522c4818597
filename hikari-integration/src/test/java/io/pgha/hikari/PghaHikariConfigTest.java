package io.pgha.hikari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.Credentials;
import io.pgha.driver.jdbc.PooledConnector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PghaHikariConfigTest {
  private static final String TEXT =
      """
      jdbcUrl=jdbc:pgha://127.0.0.1:1/shop
      username=app
      password=secret
      maximumPoolSize=7
      connectionTimeout=5s
      dataSource.ApplicationName=till
      read.maximumPoolSize=20
      read.username=reporting
      write.poolName=orders
      """;

  private static void assertAsInText(PghaHikariConfig config) {
    PoolConfigs configs = new PoolConfigs(config);
    try (PooledConnector connector = configs.connector()) {
      HikariConfig writing = configs.writing(connector, () -> {});
      HikariConfig reading = configs.reading(connector, () -> {});
      assertThat(writing.getPoolName()).isEqualTo("orders");
      assertThat(writing.getMaximumPoolSize()).isEqualTo(7);
      assertThat(writing.getUsername()).isEqualTo("app");
      assertThat(reading.getPoolName()).isEqualTo("pgha-shop-read");
      assertThat(reading.getMaximumPoolSize()).isEqualTo(20);
      assertThat(reading.getUsername()).isEqualTo("reporting");
      assertThat(reading.getPassword()).isEqualTo("secret");
      assertThat(reading.getConnectionTimeout()).isEqualTo(5000);
    }
  }

  @Test
  void readsAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("pool.properties"), TEXT);
    assertAsInText(new PghaHikariConfig(file.toString()));
  }

  @Test
  void readsAResource() {
    assertAsInText(new PghaHikariConfig("/pool.properties"));
  }

  @Test
  void namesAFileThatIsNotThere() {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> new PghaHikariConfig("/nowhere.properties"))
        .withMessageContaining("/nowhere.properties");
  }

  @Test
  void readsProperties() throws IOException {
    Properties properties = new Properties();
    properties.load(new java.io.StringReader(TEXT));
    assertAsInText(new PghaHikariConfig(properties));
  }

  @Test
  void readsPropertiesThatAreNoText() throws IOException {
    Properties properties = new Properties();
    properties.load(new java.io.StringReader(TEXT));
    properties.put("maximumPoolSize", 7);
    properties.put("read.maximumPoolSize", 20);
    assertAsInText(new PghaHikariConfig(properties));
  }

  @Test
  void takesSetters() {
    PghaHikariConfig config = new PghaHikariConfig();
    config.setJdbcUrl("jdbc:pgha://127.0.0.1:1/shop");
    config.setCredentials(Credentials.of("app", "secret"));
    config.setMaximumPoolSize(7);
    config.setConnectionTimeout(5000);
    config.addDataSourceProperty("ApplicationName", "till");
    config.getRead().setProperty("maximum-pool-size", "20");
    config.getRead().setProperty("username", "reporting");
    config.getWrite().setProperty("pool-name", "orders");
    assertAsInText(config);
  }

  @Test
  void leavesWhatWasGivenAsItIs() {
    PghaHikariConfig config = new PghaHikariConfig();
    config.setJdbcUrl("jdbc:pgha://127.0.0.1:1/shop");
    config.setPoolName("till");
    config.getRead().setProperty("maximumPoolSize", "20");
    PoolConfigs configs = new PoolConfigs(config);
    try (PooledConnector connector = configs.connector()) {
      assertThat(configs.reading(connector, () -> {}).getPoolName()).isEqualTo("till-read");
      assertThat(configs.writing(connector, () -> {}).getPoolName()).isEqualTo("till-write");
    }
    assertThat(config.getPoolName()).isEqualTo("till");
    assertThat(config.getJdbcUrl()).isEqualTo("jdbc:pgha://127.0.0.1:1/shop");
    assertThat(config.getDataSource()).isNull();
    assertThat(config.getMaximumPoolSize()).isEqualTo(10);
  }
}
