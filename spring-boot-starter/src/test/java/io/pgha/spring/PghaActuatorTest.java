package io.pgha.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pgha.hikari.PghaHikariConfig;
import io.pgha.hikari.PghaHikariDataSource;
import io.pgha.hikari.PghaMetrics;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/** Health and meters, where nobody can reach the cluster. */
class PghaActuatorTest {
  private static final String[] PROPERTIES = {
    "spring.datasource.url=jdbc:pgha://127.0.0.1:1/shop?patroniPort=1",
    "spring.datasource.hikari.initialization-fail-timeout=-1"
  };

  /** As Boot reads it: without loading what the conditions rule out. */
  @ImportAutoConfiguration({
    PghaAutoConfiguration.class,
    PghaHealthAutoConfiguration.class,
    PghaMetricsAutoConfiguration.class,
    DataSourceAutoConfiguration.class
  })
  static class Application {}

  private final MeterRegistry registry = new SimpleMeterRegistry();

  private final ApplicationContextRunner pgha =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  PghaAutoConfiguration.class,
                  PghaHealthAutoConfiguration.class,
                  PghaMetricsAutoConfiguration.class,
                  DataSourceAutoConfiguration.class,
                  DataSourceHealthContributorAutoConfiguration.class,
                  MetricsAutoConfiguration.class,
                  CompositeMeterRegistryAutoConfiguration.class,
                  DataSourcePoolMetricsAutoConfiguration.class))
          .withPropertyValues(PROPERTIES);

  @Test
  void isDownWhileNobodyAnswersAndTellsOfEachMember() {
    pgha.run(
        context -> {
          Health health = context.getBean(PghaHealthIndicator.class).health();
          assertThat(health.getStatus()).isEqualTo(Status.DOWN);
          assertThat(health.getDetails())
              .containsEntry("leaderState", "none")
              .containsEntry("readsFallBack", false)
              .extractingByKey("members")
              .asString()
              .contains("127.0.0.1:1");
        });
  }

  @Test
  void takesThePlaceOfDb() {
    pgha.run(
        context ->
            assertThat(context)
                .hasBean("pghaHealthIndicator")
                .getBean("dbHealthContributor")
                .isInstanceOf(PghaHealthIndicator.class));
  }

  @Test
  void leavesDbWhereItIsSwitchedOff() {
    pgha.withPropertyValues("management.health.pgha.enabled=false")
        .run(
            context ->
                assertThat(context)
                    .doesNotHaveBean(PghaHealthIndicator.class)
                    .hasBean("dbHealthContributor"));
  }

  @Test
  void standsBesideDbWhereThereIsAnotherDataSource() {
    pgha.withBean("other", PGSimpleDataSource.class, PGSimpleDataSource::new)
        .withBean(
            "ours",
            PghaHikariDataSource.class,
            () -> new PghaHikariDataSource(unreachable()),
            definition -> definition.setPrimary(true))
        .run(
            context -> {
              assertThat(context).hasSingleBean(PghaHealthIndicator.class);
              assertThat(context.getBean("dbHealthContributor"))
                  .isNotInstanceOf(PghaHealthIndicator.class);
              assertThat(context.getBeansOfType(DataSource.class)).hasSize(2);
            });
  }

  private static PghaHikariConfig unreachable() {
    PghaHikariConfig config = new PghaHikariConfig();
    config.setJdbcUrl("jdbc:pgha://127.0.0.1:1/shop?patroniPort=1");
    config.setInitializationFailTimeout(-1);
    return config;
  }

  @Test
  void metersTheClusterAndBothPools() {
    pgha.withBean(MeterRegistry.class, () -> registry)
        .run(
            context -> {
              assertThat(registry.get("pgha.leader.ready").gauge().value()).isZero();
              assertThat(registry.get("pgha.sessions").tag("member", "127.0.0.1:1").gauge())
                  .isNotNull();
              assertThat(registry.get("hikaricp.connections.max").gauges())
                  .extracting(meter -> meter.getId().getTag("pool"))
                  .containsExactlyInAnyOrder("pgha-shop-write", "pgha-shop-read");
            });
    assertThat(namesLeft()).noneMatch(name -> name.startsWith("pgha"));
  }

  private List<String> namesLeft() {
    return registry.getMeters().stream().map(Meter::getId).map(Meter.Id::getName).toList();
  }

  @Test
  void findsTheDataSourceBehindProxies() {
    pgha.withBean(MeterRegistry.class, () -> registry)
        .withBean(Proxies.class)
        .run(
            context -> {
              assertThat(context.getBean(DataSource.class))
                  .isInstanceOf(LazyConnectionDataSourceProxy.class);
              assertThat(context)
                  .hasSingleBean(PghaHealthIndicator.class)
                  .hasSingleBean(PghaMetrics.class);
            });
  }

  /** As tracing does it. */
  static final class Proxies implements BeanPostProcessor {
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      return bean instanceof DataSource source ? new LazyConnectionDataSourceProxy(source) : bean;
    }
  }

  @Test
  void needsNeitherMicrometerNorActuator() {
    new ApplicationContextRunner()
        .withUserConfiguration(Application.class)
        .withPropertyValues(PROPERTIES)
        .withClassLoader(
            new FilteredClassLoader("io.micrometer", "org.springframework.boot.health"))
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(PghaHikariDataSource.class)
                    .doesNotHaveBean(PghaMetrics.class)
                    .doesNotHaveBean(PghaHealthIndicator.class));
  }
}
