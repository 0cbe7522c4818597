package io.pgha.driver.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatroniSettingsTest {
  private static final HostPort H1 = new HostPort("h1", 5432);
  private static final HostPort H2 = new HostPort("h2", 5432);

  @Test
  void hasTheDocumentedDefaults() throws SQLException {
    assertThat(Urls.config("//h1,h2/db").patroni())
        .isEqualTo(
            new PatroniSettings(
                Map.of(H1, URI.create("http://h1:8008"), H2, URI.create("http://h2:8008")),
                Set.of(),
                new TlsFiles(null, null, null),
                Duration.ofSeconds(5),
                /* discovery= */ true,
                AllowedMembers.any()));
  }

  @Test
  void asksOnHttpsOnceTlsFilesAreGiven() throws SQLException {
    assertThat(Urls.with("patroniCaFile=ca.pem&patroniPort=8009").patroni().apis())
        .isEqualTo(Map.of(H1, URI.create("https://h1:8009")));
    assertThat(Urls.with("patroniCertFile=c&patroniKeyFile=k").patroni().apis())
        .isEqualTo(Map.of(H1, URI.create("https://h1:8008")));
  }

  @Test
  void readsTlsFiles() throws SQLException {
    assertThat(
            Urls.with("patroniCaFile=/a/ca.pem&patroniCertFile=c.pem&patroniKeyFile=my%20k.pem")
                .patroni()
                .tls())
        .isEqualTo(new TlsFiles(Path.of("/a/ca.pem"), Path.of("c.pem"), Path.of("my k.pem")));
  }

  @ParameterizedTest
  @CsvSource({
    "patroniCertFile=c, It needs patroniKeyFile",
    "patroniKeyFile=k, It needs patroniCertFile",
    "patroniCaFile=a%00b, It is no file name",
    "patroniCaFile=%20, It is empty",
    "patroniCaFile=ca&patroniUrls=http://h1:8008, None is https",
  })
  void refusesTlsFilesThatCannotWork(String parameters, String problem) {
    assertThat(Urls.refusalOf(parameters)).contains(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "http://a:1, http://a:1",
    "https://a.example:8443, https://a.example:8443",
    "http://a:1/, http://a:1",
    "http://a:1/patroni, http://a:1",
    "http://a:1/patroni/, http://a:1",
    "HTTP://A:1/patroni, http://a:1",
    "http://pg_1:8008, http://pg_1:8008",
    "http://[::1]:8008, http://[::1]:8008",
    "http%3A%2F%2Fa%3A1, http://a:1",
  })
  void reducesAnApiToSchemeHostAndPort(String url, URI api) throws SQLException {
    assertThat(Urls.with("patroniUrls=" + url).patroni().apis()).isEqualTo(Map.of(H1, api));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:1",
        "http://a",
        "http://a:",
        "http://a:0",
        "http://a:70000",
        "http://:1",
        "http://a:1/x",
        "http://a:1?x",
        "ftp://a:1",
        "http://::1:8008",
        "http:/a:1",
        "http://a b:1",
        "http://a:1;http://b:1",
      })
  void refusesWhatIsNoApi(String url) {
    assertThat(Urls.refusalOf("patroniUrls=" + url))
        .contains("Parameter patroniUrls", "\"" + url + "\" is no such URL", "http://host:port");
  }

  @Test
  void pairsHostsAndApisInOrder() throws SQLException {
    PatroniSettings patroni = Urls.config("//h1,h2/db?patroniUrls=http://b:1,http://a:1").patroni();
    assertThat(patroni.apis())
        .isEqualTo(Map.of(H1, URI.create("http://b:1"), H2, URI.create("http://a:1")));
    assertThat(patroni.discoverySeeds()).isEmpty();
  }

  @Test
  void onlyDiscoversIfCountsDiffer() throws SQLException {
    PatroniSettings patroni =
        Urls.config("//h1,h2,h3/db?patroniUrls=https://a:1,https://b:1").patroni();
    assertThat(patroni.apis()).isEmpty();
    assertThat(patroni.discoverySeeds())
        .isEqualTo(Set.of(URI.create("https://a:1"), URI.create("https://b:1")));
  }

  @Test
  void refusesPairsThatContradictEachOther() {
    assertThat(Urls.refusal("//h1,h1/db?patroniUrls=http://a:1,http://b:1"))
        .contains("h1:5432 stands in the URL twice and has two APIs");
    assertThat(Urls.refusal("//h1,h2/db?patroniUrls=http://a:1,http://a:1"))
        .contains("h1:5432 and h2:5432 would have the same Patroni API http://a:1");
    assertThat(Urls.refusal("//h1,h1:5433/db"))
        .contains("h1:5432 and h1:5433 would have the same Patroni API http://h1:8008")
        .contains("patroniUrls");
  }

  @Test
  void hostsMayBeWrittenTwiceWithTheSameApi() throws SQLException {
    assertThat(Urls.config("//h1,H1/db?patroniUrls=http://a:1,http://a:1").patroni().apis())
        .isEqualTo(Map.of(H1, URI.create("http://a:1")));
  }

  @Test
  void refusesToDiscoverNothing() {
    assertThat(Urls.refusal("//h1,h2/db?discovery=off&patroniUrls=http://a:1"))
        .contains("With discovery=off there must be one for each host");
  }
}
