package io.pgha.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.pgha.hikari.PghaHikariDataSource;
import java.sql.Connection;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What Spring Boot makes of its properties, where nobody can reach the cluster. */
class PghaAutoConfigurationTest {
  private static final String URL = "jdbc:pgha://127.0.0.1:1/shop?patroniPort=1";

  private final ApplicationContextRunner boot =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  PghaAutoConfiguration.class,
                  DataSourceAutoConfiguration.class,
                  DataSourceInitializationAutoConfiguration.class,
                  DataSourceTransactionManagerAutoConfiguration.class,
                  JdbcTemplateAutoConfiguration.class));

  private final ApplicationContextRunner pgha =
      boot.withPropertyValues(
          "spring.datasource.url=" + URL,
          "spring.datasource.hikari.initialization-fail-timeout=-1");

  private static PghaHikariDataSource source(AssertableApplicationContext context) {
    assertThat(context).hasNotFailed().hasSingleBean(DataSource.class);
    return context.getBean(PghaHikariDataSource.class);
  }

  @Test
  void makesTwoPoolsOfOneUrl() {
    pgha.withPropertyValues(
            "spring.datasource.username=app",
            "spring.datasource.password=secret",
            "spring.datasource.name=shop",
            "spring.datasource.hikari.maximum-pool-size=7",
            "spring.datasource.hikari.connection-timeout=1500")
        .run(
            context -> {
              HikariDataSource writing = source(context).getWritePool();
              HikariDataSource reading = source(context).getReadPool();
              assertThat(writing.getPoolName()).isEqualTo("shop-write");
              assertThat(reading.getPoolName()).isEqualTo("shop-read");
              assertThat(writing.getUsername()).isEqualTo("app");
              assertThat(reading.getPassword()).isEqualTo("secret");
              assertThat(writing.getMaximumPoolSize()).isEqualTo(7);
              assertThat(reading.getConnectionTimeout()).isEqualTo(1500);
            });
  }

  @Test
  void eachPoolMayHaveSettingsOfItsOwn() {
    pgha.withPropertyValues(
            "spring.datasource.hikari.maximum-pool-size=5",
            "spring.datasource.hikari.read.maximum-pool-size=20",
            "spring.datasource.hikari.write.minimumIdle=1",
            "spring.datasource.hikari.write.idle_timeout=20000")
        .run(
            context -> {
              HikariDataSource writing = source(context).getWritePool();
              HikariDataSource reading = source(context).getReadPool();
              assertThat(reading.getMaximumPoolSize()).isEqualTo(20);
              assertThat(reading.getMinimumIdle()).isEqualTo(20);
              assertThat(writing.getMaximumPoolSize()).isEqualTo(5);
              assertThat(writing.getMinimumIdle()).isEqualTo(1);
              assertThat(writing.getIdleTimeout()).isEqualTo(20000);
            });
  }

  @Test
  void environmentVariablesWinOverFiles() {
    Map<String, Object> environment = Map.of("SPRING_DATASOURCE_HIKARI_READ_MAXIMUMPOOLSIZE", "30");
    pgha.withPropertyValues("spring.datasource.hikari.read.maximum-pool-size=20")
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(
                        new SystemEnvironmentPropertySource("test-systemEnvironment", environment)))
        .run(
            context ->
                assertThat(source(context).getReadPool().getMaximumPoolSize()).isEqualTo(30));
  }

  @ParameterizedTest
  @CsvSource({"io.pgha.driver.PghaDriver", "org.postgresql.Driver"})
  void takesNoNoticeOfTheDriverClass(String driver) {
    pgha.withPropertyValues("spring.datasource.driver-class-name=" + driver)
        .run(context -> assertThat(source(context)).isNotNull());
  }

  @Test
  void aConnectionThatRunsNothingCostsNothing() {
    pgha.run(
        context -> {
          try (Connection connection = source(context).getConnection()) {
            connection.setReadOnly(true);
            assertThat(connection.isReadOnly()).isTrue();
          }
        });
  }

  @Test
  void isClosedWithTheContext() {
    PghaHikariDataSource[] made = new PghaHikariDataSource[1];
    pgha.run(context -> made[0] = source(context));

    assertThat(made[0].isClosed()).isTrue();
  }

  @Test
  void leavesOtherUrlsToBoot() {
    boot.withPropertyValues("spring.datasource.url=jdbc:postgresql://127.0.0.1:1/shop")
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(HikariDataSource.class)
                    .doesNotHaveBean(PghaHikariDataSource.class));
  }

  @Test
  void leavesTheApplicationItsOwnDataSource() {
    pgha.withBean("own", DataSource.class, PGSimpleDataSource::new)
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(DataSource.class)
                    .doesNotHaveBean(PghaHikariDataSource.class));
  }

  @Test
  void leavesTheDatabaseToAServiceConnection() {
    JdbcConnectionDetails details =
        new JdbcConnectionDetails() {
          @Override
          public String getUsername() {
            return "test";
          }

          @Override
          public String getPassword() {
            return "test";
          }

          @Override
          public String getJdbcUrl() {
            return "jdbc:postgresql://127.0.0.1:1/test";
          }
        };
    pgha.withBean(JdbcConnectionDetails.class, () -> details)
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(PghaHikariDataSource.class);
              assertThat(context.getBean(HikariDataSource.class).getJdbcUrl())
                  .isEqualTo(details.getJdbcUrl());
            });
  }

  @Test
  void leavesAnotherTypeToBoot() {
    pgha.withPropertyValues(
            "spring.datasource.type=com.zaxxer.hikari.HikariDataSource",
            "spring.datasource.driver-class-name=io.pgha.driver.PghaDriver")
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(HikariDataSource.class)
                    .doesNotHaveBean(PghaHikariDataSource.class));
  }

  @Test
  void anOrdinaryPoolNeedsTheNameOfTheDriver() {
    pgha.withPropertyValues("spring.datasource.type=com.zaxxer.hikari.HikariDataSource")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("Failed to determine a suitable driver class"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hikari.read.maximum-pool-size=0 | read.maximumPoolSize=0",
        "hikari.read.maximum-size=3 | read.maximum-size is no property of a pool",
        "hikari.write.read-only=true | both pools have the same",
        "hikari.data-source-properties.maxReplicaLogs=1MB | maxReplicaLag",
        "url=jdbc:pgha://127.0.0.1:1/shop?maxReplicaLag=much | maxReplicaLag",
        "url=jdbc:pgha://127.0.0.1:1/shop?targetServerType=primary | targetServerType",
        "hikari.jdbc-url=jdbc:pgha://127.0.0.2:1/shop | two URLs",
        "hikari.data-source-class-name=org.postgresql.ds.PGSimpleDataSource | dataSourceClassName"
      })
  void wrongConfigurationIsOneClearFailureAtTheStart(String property, String named) {
    pgha.withPropertyValues("spring.datasource." + property)
        .run(context -> assertThat(analysis(context).getDescription()).contains(named));
  }

  @Test
  void aClusterThatNobodyReachesFailsTheStartWithTheMembers() {
    pgha.withPropertyValues(
            "spring.datasource.hikari.initialization-fail-timeout=1",
            "spring.datasource.hikari.connection-timeout=1000")
        .run(
            context -> {
              assertThat(analysis(context).getDescription()).contains("127.0.0.1:1");
              assertThat(analysis(context).getAction()).contains("initialization-fail-timeout=-1");
            });
  }

  private static FailureAnalysis analysis(AssertableApplicationContext context) {
    assertThat(context).hasFailed();
    Throwable failure = Objects.requireNonNull(context.getStartupFailure());
    return Objects.requireNonNull(new PghaFailureAnalyzer().analyze(failure));
  }
}
