package io.pgha.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.util.Credentials;
import io.pgha.hikari.PghaHikariConfig;
import io.pgha.hikari.PghaHikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** What an IDE completes is what there is. */
class MetadataTest {
  /** What both pools have alike. */
  private static final Set<String> COMMON =
      Set.of(
          "auto-commit",
          "data-source-class-name",
          "data-source-j-n-d-i",
          "driver-class-name",
          "jdbc-url",
          "read-only");

  private final JsonNode metadata = read();

  private static JsonNode read() {
    try (InputStream in =
        PghaAutoConfiguration.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void namesEveryPropertyThatAPoolMayHaveOfItsOwn() {
    assertThat(described("read.")).isEqualTo(described("write.")).isEqualTo(accepted());
  }

  private Set<String> described(String pool) {
    String prefix = "spring.datasource.hikari." + pool;
    return metadata.get("properties").findValuesAsText("name").stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Numbers, truths and texts. */
  private static Set<String> accepted() {
    Set<String> names =
        Stream.of(HikariConfig.class.getMethods())
            .filter(method -> method.getName().startsWith("set"))
            .filter(MetadataTest::takesText)
            .map(method -> method.getName().substring("set".length()))
            .map(name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1))
            .map(DataObjectPropertyName::toDashedForm)
            .collect(Collectors.toCollection(TreeSet::new));
    names.removeAll(COMMON);
    return names;
  }

  private static boolean takesText(Method setter) {
    return setter.getParameterCount() == 1
        && (setter.getParameterTypes()[0].isPrimitive()
            || setter.getParameterTypes()[0] == String.class);
  }

  @Test
  void whatItNamesIsTaken() {
    for (String name : described("read.")) {
      PghaHikariConfig config = new PghaHikariConfig();
      config.setJdbcUrl("jdbc:pgha://127.0.0.1:1/shop?patroniPort=1");
      config.setInitializationFailTimeout(-1);
      config.getRead().setProperty(name, valueFor(name));
      new PghaHikariDataSource(config).close();
    }
  }

  private static String valueFor(String name) {
    return switch (name) {
      case "allow-pool-suspension", "isolate-internal-queries", "register-mbeans" -> "true";
      case "credentials-provider-class-name" -> AppCredentials.class.getName();
      case "exception-override-class-name" -> NoOverride.class.getName();
      case "transaction-isolation" -> "TRANSACTION_SERIALIZABLE";
      case "initialization-fail-timeout" -> "-1";
      case "maximum-pool-size", "minimum-idle" -> "1";
      default -> "60000";
    };
  }

  public static final class NoOverride implements SQLExceptionOverride {}

  public static final class AppCredentials implements HikariCredentialsProvider {
    @Override
    public Credentials getCredentials() {
      return new Credentials("app", "secret");
    }
  }
}
