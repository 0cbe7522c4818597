package io.pgha.spring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.pgha.driver.PghaDriver;
import io.pgha.hikari.PghaHikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ByteArrayResource;

/** The settings that the READMEs show, as they stand there but for the hosts. */
class ReadmeTest {
  private static final String NOBODY = "jdbc:pgha://127.0.0.1:1/shop?patroniPort=1";

  @ParameterizedTest
  @ValueSource(strings = {"../README.md", "README.md"})
  void theStartersMakeTwoPools(String file) throws IOException {
    List<String> snippets = snippets(file, "yaml");
    assertThat(snippets).hasSize(1);
    boot(new YamlPropertySourceLoader(), snippets.get(0))
        .withConfiguration(AutoConfigurations.of(PghaAutoConfiguration.class))
        .run(
            context -> {
              PghaHikariDataSource source = context.getBean(PghaHikariDataSource.class);
              assertThat(source.getReadPool().getMaximumPoolSize()).isEqualTo(10);
              assertThat(source.getWritePool().getMaximumPoolSize()).isLessThanOrEqualTo(10);
            });
  }

  @Test
  void thoseWithoutTheStarterMakeAnOrdinaryPool() throws IOException {
    List<String> snippets = snippets("README.md", "properties");
    assertThat(snippets).hasSize(2);
    boot(new PropertiesPropertySourceLoader(), snippets.get(1))
        .run(
            context ->
                assertThat(context.getBean(HikariDataSource.class).getDriverClassName())
                    .isEqualTo(PghaDriver.class.getName()));
  }

  @Test
  void readinessMayFollowTheLeader() throws IOException {
    boot(new PropertiesPropertySourceLoader(), snippets("README.md", "properties").get(0))
        .withConfiguration(
            AutoConfigurations.of(
                PghaAutoConfiguration.class,
                PghaHealthAutoConfiguration.class,
                ApplicationAvailabilityAutoConfiguration.class,
                HealthContributorRegistryAutoConfiguration.class,
                HealthEndpointAutoConfiguration.class,
                AvailabilityProbesAutoConfiguration.class))
        .run(
            context -> {
              HealthEndpointGroup readiness =
                  requireNonNull(context.getBean(HealthEndpointGroups.class).get("readiness"));
              assertThat(readiness.isMember("pgha")).isTrue();
              Status waiting =
                  readiness
                      .getStatusAggregator()
                      .getAggregateStatus(Status.UP, new Status("DEGRADED"));
              assertThat(
                      Stream.of(waiting, Status.DOWN, Status.OUT_OF_SERVICE, Status.UP)
                          .map(readiness.getHttpCodeStatusMapper()::getStatusCode))
                  .containsExactly(503, 503, 503, 200);
            });
  }

  private static List<String> snippets(String file, String kind) throws IOException {
    return Pattern.compile("```" + kind + "\n(.*?) *```", Pattern.DOTALL)
        .matcher(Files.readString(Path.of(file)))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static ApplicationContextRunner boot(PropertySourceLoader loader, String settings) {
    return new ApplicationContextRunner()
        .withInitializer(
            context -> load(loader, settings, context.getEnvironment().getPropertySources()))
        .withPropertyValues(
            "spring.datasource.url=" + NOBODY,
            "spring.datasource.hikari.initialization-fail-timeout=-1")
        .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class));
  }

  private static void load(
      PropertySourceLoader loader, String settings, MutablePropertySources sources) {
    try {
      loader
          .load("readme", new ByteArrayResource(settings.getBytes(StandardCharsets.UTF_8)))
          .forEach(sources::addLast);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
