package io.pgha.spring;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
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
    assertThat(snippets).hasSize(1);
    boot(new PropertiesPropertySourceLoader(), snippets.get(0))
        .run(
            context ->
                assertThat(context.getBean(HikariDataSource.class).getDriverClassName())
                    .isEqualTo(PghaDriver.class.getName()));
  }

  private static List<String> snippets(String file, String kind) throws IOException {
    return Pattern.compile("```" + kind + "\n(.*?)```", Pattern.DOTALL)
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
