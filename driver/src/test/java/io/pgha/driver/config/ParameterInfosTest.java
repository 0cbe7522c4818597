package io.pgha.driver.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.PghaProperty;
import java.sql.DriverPropertyInfo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

class ParameterInfosTest {
  @Test
  void namesOursFirstThenThoseOfPgjdbc() {
    List<String> names =
        Arrays.stream(ParameterInfos.of("jdbc:pgha://h1/db", new Properties()))
            .map(info -> info.name)
            .toList();
    assertThat(names)
        .startsWith(
            Arrays.stream(PghaProperty.values())
                .map(PghaProperty::parameterName)
                .toArray(String[]::new))
        .contains("user", "password", "sslmode", "PGDBNAME", "loginTimeout")
        .doesNotContain("loadBalanceHosts", "hostRecheckSeconds")
        .doesNotHaveDuplicates()
        .hasSize(PghaProperty.values().length + PGProperty.values().length - 4);
  }

  @Test
  void showsValuesOfUrlPropertiesAndDefaults() {
    Properties inherited = new Properties();
    inherited.setProperty("patroniPort", "8010");
    Map<String, DriverPropertyInfo> infos =
        infos("jdbc:pgha://h1,h2:1/db?readOnly=true&sslmode=require", new Properties(inherited));
    assertThat(infos.get("readOnly")).extracting(info -> info.value).isEqualTo("true");
    assertThat(infos.get("patroniPort")).extracting(info -> info.value).isEqualTo("8010");
    assertThat(infos.get("maxReplicaLag")).extracting(info -> info.value).isEqualTo("10MB");
    assertThat(infos.get("replicaTags")).extracting(info -> info.value).isNull();
    assertThat(infos.get("sslmode")).extracting(info -> info.value).isEqualTo("require");
    assertThat(infos.get("PGHOST")).extracting(info -> info.value).isEqualTo("h1,h2");
    assertThat(infos.get("PGDBNAME")).extracting(info -> info.value).isEqualTo("db");
  }

  @Test
  void saysWhatOursAre() {
    DriverPropertyInfo info =
        Objects.requireNonNull(infos("jdbc:pgha://h1/db", new Properties()).get("readOnlyTarget"));
    assertThat(info.description).isEqualTo(PghaProperty.READ_ONLY_TARGET.description());
    assertThat(info.choices).containsExactly("preferSecondary", "secondary", "any");
    assertThat(info.required).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jdbc:pgha:", "jdbc:pgha://h1", "jdbc:pgha://,/", "jdbc:postgresql://h1/db", ""})
  void showsThePropertiesWhileTheUrlIsInTheMaking(String url) {
    Properties info = new Properties();
    info.setProperty("patroniPort", "no port yet");
    info.setProperty("ssl", "true");
    assertThat(infos(url, info).get("patroniPort"))
        .extracting(shown -> shown.value)
        .isEqualTo("no port yet");
    assertThat(infos(url, info).get("ssl")).extracting(shown -> shown.value).isEqualTo("true");
    assertThat(ParameterInfos.of(url, null)).isNotEmpty();
  }

  private static Map<String, DriverPropertyInfo> infos(String url, Properties info) {
    Map<String, DriverPropertyInfo> infos = new LinkedHashMap<>();
    for (DriverPropertyInfo one : ParameterInfos.of(url, info)) {
      infos.put(one.name, one);
    }
    return infos;
  }
}
