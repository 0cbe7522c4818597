package io.pgha.driver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pgha.driver.PghaProperty;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

class ParameterNamesTest {
  @ParameterizedTest
  @CsvSource({
    "maxreplicalag, maxReplicaLag",
    "MAXREPLICALAG, maxReplicaLag",
    "maxReplicaLags, maxReplicaLag",
    "maxReplicatLog, maxReplicaLag",
    "patroniport, patroniPort",
    "patronPort, patroniPort",
    "patroniHost, patroniPort",
    "patroni, patroniPort",
    "patroniUrl, patroniUrls",
    "patroniCAFile, patroniCaFile",
    "PatroniPassword, patroniPort",
    "readonlyTarget, readOnlyTarget",
    "readonly, readOnly",
    "read_only, readOnly",
    "targetservertype, targetServerType",
    "loadBalanceStrateg, loadBalanceStrategy",
    "poolInterval, pollInterval",
    "discover, discovery",
    "replicaTag, replicaTags",
    "failovertimeout, failoverTimeout",
    "allowedMember, allowedMembers",
  })
  void refusesAMisspeltNameAndNamesTheNearest(String name, String nearest) {
    assertThat(Urls.refusalOf(name + "=1"))
        .startsWith("Unknown parameter \"" + name + "\". Did you mean " + nearest + "?");
  }

  @Test
  void refusesAMisspeltNameBesideTheUrl() {
    Properties inherited = new Properties();
    inherited.setProperty("patroniport", "8009");
    assertThat(catchThrowable(() -> Config.of("jdbc:pgha://h1/db", new Properties(inherited))))
        .hasMessageContaining("patroniPort");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foreign",
        "serverName",
        "applicationName",
        "cachePrepStmts",
        "x",
        "redon",
        "max",
        "pool"
      })
  void leavesForeignKeysAlone(String name) throws SQLException {
    assertThat(Urls.with(name + "=1").driver().values()).containsEntry(name, "1");
  }

  @ParameterizedTest
  @EnumSource
  void acceptsAllOfPgjdbc(PGProperty parameter) {
    assertThatCode(() -> ParameterNames.check(List.of(parameter.getName())))
        .doesNotThrowAnyException();
  }

  @Test
  void acceptsAllOfOurs() {
    List<String> names =
        Arrays.stream(PghaProperty.values()).map(PghaProperty::parameterName).toList();
    assertThatCode(() -> ParameterNames.check(names)).doesNotThrowAnyException();
  }
}
