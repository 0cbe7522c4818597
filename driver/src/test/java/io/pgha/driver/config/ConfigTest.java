package io.pgha.driver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "jdbc:",
        "jdbc:postgresql://h/db",
        "jdbc:pgha",
        "JDBC:PGHA://h/db",
        "pgha://h"
      })
  void refusesUrlsOfOthers(String url) {
    assertThat(JdbcUrl.isOurs(url)).isFalse();
    assertThat(catchThrowable(() -> Config.of(url, new Properties())))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("must begin with jdbc:pgha:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/h1/db                 | two slashes",
        "//h1,h2                | the / after the hosts is missing",
        "//h1/a/b               | must be written as %2F",
        "//,/db                 | no host between the commas",
        "//h1:x/db              | the port in \"h1:x\" must be a number from 1 to 65535",
        "//h1,h2:70000/db       | the port in \"h2:70000\"",
        "//h1/%zz               | the database name has a %",
        "//h1/db?ssl=%4         | the value of the parameter ssl has a %",
        "//h1/db?service=nope   | a service must be defined in pg_service.conf",
        "//h1,h2/db?PGPORT=1    | must have equally many entries",
        "//h1/db?host=,&port=,  | PGHOST (host) names no host",
        "//h1 x/db              | \"h1 x\" is no host name",
      })
  void saysWhatIsWrongWithAUrl(String rest, String problem) {
    assertThat(Urls.refusal(rest)).startsWith("Malformed jdbc:pgha: URL: ").contains(problem);
  }

  @Test
  void keepsPasswordsOutOfMessages() {
    assertThat(Urls.refusal("//me:secret@h1/db"))
        .contains("user and password")
        .doesNotContain("secret");
    assertThat(Urls.refusal("//me:sec/ret@h1/db")).doesNotContain("sec", "ret@");
    assertThat(Urls.refusal("//h1/db?password=secret%"))
        .contains("password")
        .doesNotContain("secret");
    assertThat(Urls.refusal("//h1/a/b?password=secret")).doesNotContain("secret");
    assertThat(Urls.refusalOf("patroniUrls=http://me:secret@h1:8008")).doesNotContain("secret");
  }

  @Test
  void keepsCredentialsOutOfItsText() throws SQLException {
    Config config = Urls.with("user=somebody&password=secret&sslpassword=hidden");
    assertThat(config.toString())
        .contains("h1:5432", "password", "sslpassword")
        .doesNotContain("secret", "hidden");
  }

  @Test
  void urlWinsOverPropertiesAndThoseOverInheritedOnes() throws SQLException {
    Properties inherited = new Properties();
    inherited.setProperty("maxReplicaLag", "1");
    inherited.setProperty("patroniPort", "1");
    inherited.setProperty("readOnly", "true");
    Properties beside = new Properties(inherited);
    beside.setProperty("maxReplicaLag", "2");
    beside.setProperty("patroniPort", "2");

    Config config = Config.of("jdbc:pgha://h1/db?patroniPort=3", beside);

    assertThat(config.routing().maxReplicaLag()).isEqualTo(2);
    assertThat(config.routing().readOnly()).isTrue();
    assertThat(config.patroni().apis()).containsValue(URI.create("http://h1:3"));
  }

  @Test
  void takesPropertiesOrNone() throws SQLException {
    assertThat(Config.of("jdbc:pgha://h1/db", null)).isEqualTo(Urls.config("//h1/db"));
  }

  @Test
  void hostsMayStandInTheProperties() throws SQLException {
    Properties beside = new Properties();
    beside.setProperty("PGHOST", "h1,[::1]");
    beside.setProperty("PGPORT", "5433,5434");
    beside.setProperty("PGDBNAME", "db");

    Config config = Config.of("jdbc:pgha://", beside);

    assertThat(config.seeds()).containsExactly(new HostPort("h1", 5433), new HostPort("::1", 5434));
    assertThat(config.database()).isEqualTo("db");
  }

  @Test
  void refusesOwnParametersThatAreNoText() {
    Properties beside = new Properties();
    beside.put("patroniPort", 8009);
    assertThat(catchThrowable(() -> Config.of("jdbc:pgha://h1/db", beside)))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("patroniPort")
        .hasMessageContaining("java.lang.Integer");
  }

  @Test
  void databaseIsNamedLikeTheUserByDefault() throws SQLException {
    assertThat(Urls.config("//h1/?user=somebody").database()).isEqualTo("somebody");
    assertThat(Urls.config("//h1/").database()).isEqualTo(System.getProperty("user.name"));
  }

  @Test
  void collapsesSeedsThatAreTheSame() throws SQLException {
    assertThat(Urls.config("//Pg1,pg2,pg1:5432,PG2,pg2/db").seeds())
        .isEqualTo(List.of(new HostPort("Pg1", 5432), new HostPort("pg2", 5432)));
  }

  @Test
  void seedsFindTheirApiHoweverTheyAreWritten() throws SQLException {
    Config config = Urls.config("//Pg1,[2001:DB8::1]/db");
    assertThat(config.api(new HostPort("pG1", 5432))).contains(URI.create("http://pg1:8008"));
    assertThat(config.api(new HostPort("2001:DB8::1", 5432)))
        .contains(URI.create("http://[2001:db8::1]:8008"));
    assertThat(config.api(new HostPort("other", 5432))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//h2,h1/other",
        "//H1,h2/db",
        "//h1,h2,h1/db",
        "//h1:5432,h2/db?user=a&password=b&readOnly=true&maxReplicaLag=1",
        "//h1,h2/db?pollInterval=5000ms&discovery=true",
        "//h1,h2/db?patroniUrls=http://h1:8008/patroni,HTTP://H2:8008/",
        "//h2,h1/db?patroniUrls=http://h2:8008,http://h1:8008",
      })
  void urlsOfOneClusterShareItsKey(String rest) throws SQLException {
    assertThat(Urls.config(rest).clusterKey()).isEqualTo(Urls.config("//h1,h2/db").clusterKey());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//h1/db",
        "//h1,h2,h3/db",
        "//h1,h2:5433/db",
        "//h1,h2/db?patroniPort=8009",
        "//h1,h2/db?pollInterval=6s",
        "//h1,h2/db?discovery=off",
        "//h1,h2/db?allowedMembers=h3",
        "//h1,h2/db?patroniCaFile=ca.pem",
        "//h1,h2/db?patroniUrls=http://h1:8008",
        "//h1,h2/db?patroniUrls=http://h2:8008,http://h1:8008",
      })
  void otherMembersOrSettingsMakeAnotherCluster(String rest) throws SQLException {
    assertThat(Urls.config(rest).clusterKey()).isNotEqualTo(Urls.config("//h1,h2/db").clusterKey());
  }

  @ParameterizedTest
  @CsvSource({"h1,5432,h1:5432", "10.0.0.1,1,10.0.0.1:1", "::1,5432,[::1]:5432"})
  void addressesPrintAsInAUrl(String host, int port, String text) {
    assertThat(new HostPort(host, port)).hasToString(text);
  }
}
