package io.pgha.hikari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.pgha.driver.PghaDataSource;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** One exception at the start, that says what is wrong. */
final class WrongConfigurationTest {
  private static final String URL = "jdbc:pgha://127.0.0.1:1/db?password=secret";

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      Consumer<PghaHikariConfig> change) {
    PghaHikariConfig config = new PghaHikariConfig();
    config.setJdbcUrl(URL);
    change.accept(config);
    return assertThatThrownBy(() -> new PghaHikariDataSource(config).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void refusesAnotherDriversUrl() {
    assertRefused(config -> config.setJdbcUrl("jdbc:postgresql://127.0.0.1/db?password=secret"))
        .hasMessage("The URL must begin with jdbc:pgha: but begins with jdbc:postgresql:");
  }

  @Test
  void refusesToGuessAUrl() {
    assertRefused(config -> config.setJdbcUrl(null)).hasMessageContaining("jdbcUrl is missing");
  }

  @Test
  void refusesASecondWayToTheDatabase() {
    assertRefused(config -> config.setDataSource(new PghaDataSource()))
        .hasMessageContaining("set jdbcUrl to a jdbc:pgha: URL");
    assertRefused(config -> config.setDataSourceClassName("io.pgha.driver.PghaDataSource"))
        .hasMessageContaining("set jdbcUrl to a jdbc:pgha: URL");
  }

  @Test
  void refusesASecondUrl() {
    assertRefused(config -> config.getRead().setProperty("jdbcUrl", URL))
        .hasMessage("read.jdbcUrl: both pools have the same jdbcUrl; set it without 'read.'");
  }

  @Test
  void refusesParametersOfTheDriverForOnePool() {
    assertRefused(config -> config.getWrite().setProperty("dataSource.stallTimeout", "1s"))
        .hasMessageContaining("set it without 'write.'");
  }

  @Test
  void refusesAnUnknownPropertyOfAPoolAndNamesThoseThereAre() {
    assertRefused(config -> config.getRead().setProperty("maxPoolSize", "5"))
        .hasMessageContaining("read.maxPoolSize is no property of a pool")
        .hasMessageContaining("maximumPoolSize");
  }

  @Test
  void refusesAPoolOfNoSessions() {
    assertRefused(config -> config.getWrite().setProperty("maximum-pool-size", "0"))
        .hasMessage("write.maximum-pool-size=0: maxPoolSize cannot be less than 1");
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertRefused(config -> config.getRead().setProperty("connectionTimeout", "soon"))
        .hasMessageContaining("read.connectionTimeout=soon");
  }

  @Test
  void refusesAParameterOfTheDriverThatIsWrong() {
    assertRefused(config -> config.setJdbcUrl(URL + "&maxReplicaLag=much"))
        .hasMessageContaining("maxReplicaLag");
    assertRefused(config -> config.addDataSourceProperty("pollInterval", "never"))
        .hasMessageContaining("pollInterval");
  }

  @Test
  void refusesWhatLeavesNothingToChooseBetween() {
    assertRefused(config -> config.setJdbcUrl(URL + "&targetServerType=primary"))
        .hasMessageContaining("targetServerType");
    assertRefused(config -> config.setJdbcUrl(URL + "&readWriteSplit=off"))
        .hasMessageContaining("readWriteSplit=off");
  }

  @Test
  void refusesAnUnknownPropertyInAFileOfProperties() {
    Properties properties = new Properties();
    properties.setProperty("reed.maximumPoolSize", "5");
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> new PghaHikariConfig(properties))
        .withMessageContaining("reed.maximumPoolSize");
  }

  @Test
  void failsWithTheMemberListWhereNobodyAnswers() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(URL);
    config.setUsername("somebody");
    config.setConnectionTimeout(1000);
    assertThatExceptionOfType(PoolInitializationException.class)
        .isThrownBy(() -> new PghaHikariDataSource(config).close())
        .havingCause()
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"))
        .withMessageContaining("127.0.0.1:1");
  }
}
