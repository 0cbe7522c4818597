package io.pgha.driver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

/** Another prefix makes no difference: pgjdbc's own parser is the yardstick. */
class SameAsPgjdbcTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "db",
        "host/db",
        "my%20db",
        "my+db",
        "//",
        "///",
        "///db",
        "//h1/",
        "//h1/db",
        "//h1:5433/db",
        "//h1,h2/db",
        "//h1,h2,h3/",
        "//h1:5433,h2:5434/db",
        "//h1,h2:5433,[::1]:5434/db?ApplicationName=y",
        "//[::1]/db",
        "//[2001:db8::1]:6000,[2001:db8::2]/db",
        "//::1:5432/db",
        "//10.0.0.1,10.0.0.2:1,10.0.0.3:65535/db",
        "//h1,/db",
        "//h1,,h2/db",
        "//,h2/db",
        "//:5433/db",
        "//H1.Example,h2.example/db",
        "//pg_1,pg_2/db",
        "//h1/a%2Fb",
        "//h1/d%C3%BCrer",
        "//h1/dürer",
        "//h1/db#part",
        "//h1/db@x",
        "//h1/db?",
        "//h1/db?&&",
        "//h1/db?flag",
        "//h1/db?foreign=1&another=two",
        "//h1/db?options=-c%20a%3Db+-c+d=e",
        "//h1/db?options=-c search_path=a,b/c&ApplicationName=a?b",
        "//h1/db?password=%26%3D%25%2B%C3%BC",
        "//h1/db?user=a&user=b",
        "//h1/db?host=h2,h3&port=1,2&dbname=other",
        "//h1/db?PGDBNAME=other",
        "?PGHOST=h1,h2&PGPORT=1,2",
        "db?PGHOST=",
        "//h1/db?ssl=true&sslmode=verify-full&tcpKeepAlive=true&socketTimeout=3",
        "//h1/db?=nameless",
      })
  void readsHostsDatabaseAndParametersLikePgjdbc(String rest) throws SQLException {
    Properties beside = beside();
    Config config = Config.of("jdbc:pgha:" + rest, beside);
    Map<String, String> expected = parsedByPgjdbc(rest, beside);

    assertThat(config.seeds()).isEqualTo(Seeds.distinct(seeds(expected)));
    assertThat(config.database()).isEqualTo(expected.get("PGDBNAME"));
    expected.keySet().removeAll(List.of("PGHOST", "PGPORT"));
    assertThat(config.driver().values()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/db",
        "/h1/db",
        "//h1",
        "//h1,h2",
        "//h1?user=a",
        "////db",
        "//h1/a/b",
        "//h1//",
        "//h1/%zz",
        "//h1/db?ApplicationName=%4",
        "%",
        "//h1:/db",
        "//h1:x/db",
        "//h1:0/db",
        "//h1:65536/db",
        "//h1:-1/db",
        "//h1:5432,h2:99999999999/db",
        "//[::1]:x/db",
        "//u:p@h1/db",
        "//h1,h2/db?PGPORT=1",
        "?PGHOST=h1,h2&PGPORT=1",
        "?PGPORT=abc",
        "?PGPORT=",
        "//h1/db?service=there-is-no-such-service",
      })
  void refusesWhatPgjdbcRefuses(String rest) {
    assertThat(Driver.parseURL("jdbc:postgresql:" + rest, new Properties())).isNull();
    assertThat(Urls.refusal(rest)).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//h1,[::1]:5434/db", "//h1/my%20d%C3%BC%2Fb", "//h1/", "db", "//::1:1/%3F&"})
  void namesTheSameDatabaseInTheUrlOfASession(String rest) throws SQLException {
    Config config = Config.of("jdbc:pgha:" + rest, beside());
    for (HostPort seed : config.seeds()) {
      String url = config.sessionUrl(seed);
      assertThat(url).startsWith("jdbc:postgresql://" + seed + "/");

      Properties session = Driver.parseURL(url, config.driver().toProperties());
      assertThat(session)
          .isNotNull()
          .containsEntry("PGDBNAME", config.database())
          .containsEntry("PGPORT", Integer.toString(seed.port()))
          .containsEntry("PGHOST", seed.toString().replaceAll(":\\d+$", ""));
    }
  }

  /** So that going back to pgjdbc is a matter of the prefix. */
  @Test
  void pgjdbcComesAsFarAsConnectingWithParametersOfOurs() {
    String url =
        "jdbc:postgresql://127.0.0.1:1/db?patroniPort=x&maxReplicaLag=1MB&readOnlyTarget=any"
            + "&targetServerType=primary";
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> new Driver().connect(url, beside()))
        .returns("08001", SQLException::getSQLState)
        .withMessageContaining("127.0.0.1:1");
  }

  private static Properties beside() {
    Properties inherited = new Properties();
    inherited.setProperty("user", "inherited");
    inherited.setProperty("connectTimeout", "7");
    inherited.setProperty("socketTimeout", "8");
    Properties beside = new Properties(inherited);
    beside.setProperty("password", "secret");
    beside.setProperty("socketTimeout", "9");
    return beside;
  }

  /** As pgjdbc's own connect does it. */
  private static Map<String, String> parsedByPgjdbc(String rest, Properties beside) {
    Properties flat = DriverDefaults.newProperties();
    for (String name : beside.stringPropertyNames()) {
      flat.setProperty(name, beside.getProperty(name));
    }
    Properties parsed = Driver.parseURL("jdbc:postgresql:" + rest, flat);
    assertThat(parsed).isNotNull();
    return JdbcUrl.toMap(parsed);
  }

  private static List<HostPort> seeds(Map<String, String> parsed) {
    String[] hosts = String.valueOf(parsed.get("PGHOST")).split(",", 0);
    String[] ports = String.valueOf(parsed.get("PGPORT")).split(",", 0);
    List<HostPort> seeds = new ArrayList<>();
    for (int i = 0; i < hosts.length; i++) {
      String host = hosts[i].isEmpty() ? "localhost" : hosts[i].replaceAll("[\\[\\]]", "");
      seeds.add(new HostPort(host, Integer.parseInt(ports[i])));
    }
    return seeds;
  }
}
