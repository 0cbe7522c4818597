package io.pgha.driver.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.PghaProperty;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms that values of our parameters may have. */
class ValuesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "500ms, 500",
    "2s, 2000",
    "2, 2000",
    "1min, 60000",
    "0.5, 500",
    "1.5min, 90000",
    "0.25s, 250",
    "35s, 35000",
    "34560min, 2073600000",
  })
  void readsDurations(String text, long millis) throws SQLException {
    assertThat(Urls.with("failoverTimeout=" + text).routing().failoverTimeout())
        .isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({
    "2S, 2s",
    "500MS, 500ms",
    "5m, 5min",
    "5minutes, 5min",
    "5sec, 5s",
    "5+s, 5s",
    "+5s, 5s",
    "1Min, 1min"
  })
  void namesTheNearestDuration(String text, String nearest) {
    assertThat(Urls.refusalOf("failoverTimeout=" + text))
        .startsWith("Parameter failoverTimeout has the invalid value")
        .contains("Did you mean " + nearest + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "-1s",
        "1h",
        "PT5S",
        "s",
        "1e3",
        ".5",
        "5.",
        "1,5s",
        "NaN",
        "bogus",
        "99999999min",
        "34560.1min",
        "99999999999999999999",
        "5s5"
      })
  void refusesWhatIsNoDuration(String text) {
    assertThat(Urls.refusalOf("failoverTimeout=" + text))
        .startsWith("Parameter failoverTimeout has the invalid value \"" + text + "\".")
        .contains("Allowed: a duration from 0 to 24 days such as 500ms, 2s or 1min");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0s", "99ms", "0.05", "-5s"})
  void refusesToPollWithoutPause(String text) {
    assertThat(Urls.refusalOf("pollInterval=" + text)).contains("pollInterval", "from 100ms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"61s", "60001ms", "2min"})
  void refusesToPollMoreRarelyThanOnceAMinute(String text) {
    assertThat(Urls.refusalOf("pollInterval=" + text)).contains("pollInterval", "to 1min");
  }

  @Test
  void pollsAsOftenAsTenTimesASecond() throws SQLException {
    assertThat(Urls.with("pollInterval=100ms").patroni().pollInterval())
        .isEqualTo(Duration.ofMillis(100));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "16kB, 16384",
    "10MB, 10485760",
    "1GB, 1073741824",
    "1TB, 1099511627776",
    "9223372036854775, 9223372036854775",
    "8388607TB, 9223370937343148032",
  })
  void readsSizes(String text, long bytes) throws SQLException {
    assertThat(Urls.with("maxReplicaLag=" + text).routing().maxReplicaLag()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "10mb, 10MB",
    "1G, 1GB",
    "16KB, 16kB",
    "10m, 10MB",
    "16k, 16kB",
    "1tb, 1TB",
    "10+MB, 10MB",
    "10Mb, 10MB"
  })
  void namesTheNearestSize(String text, String nearest) {
    assertThat(Urls.refusalOf("maxReplicaLag=" + text))
        .startsWith("Parameter maxReplicaLag has the invalid value \"" + text.replace('+', ' '))
        .contains("Did you mean " + nearest + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bogus",
        "-1",
        "-1MB",
        "10MiB",
        "10X",
        "MB",
        "1.5",
        "0x10",
        "8388608TB",
        "1.5GBs"
      })
  void refusesWhatIsNoSize(String text) {
    assertThat(Urls.refusalOf("maxReplicaLag=" + text))
        .startsWith("Parameter maxReplicaLag has the invalid value \"" + text + "\".")
        .contains("Allowed: a size such as 10MB");
  }

  @Test
  void fractionsOfLargeUnitsAreNoSizes() {
    assertThat(Urls.refusalOf("maxReplicaLag=1.5GB")).contains("whole number");
  }

  @ParameterizedTest
  @CsvSource({"1", "8008", "65535"})
  void readsPorts(int port) throws SQLException {
    assertThat(Urls.with("patroniPort=" + port).patroni().apis().values())
        .allMatch(api -> api.getPort() == port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "65536", "80080", "8008a", "99999999999", "8008.0"})
  void refusesWhatIsNoPort(String text) {
    assertThat(Urls.refusalOf("patroniPort=" + text))
        .isEqualTo(
            "Parameter patroniPort has the invalid value \"%s\". Allowed: a port from 1 to 65535"
                .formatted(text));
  }

  @ParameterizedTest
  @CsvSource({
    "loadBalanceStrategy, leastconnection, leastConnections",
    "loadBalanceStrategy, RANDOM, random",
    "loadBalanceStrategy, roundrobin, roundRobin",
    "readOnlyTarget, prefersecondary, preferSecondary",
    "readOnlyTarget, Secondary, secondary",
    "readOnlyTarget, all, any",
    "targetServerType, Primary, primary",
    "targetServerType, preferMaster, preferSlave",
    "readWriteSplit, of, off",
    "readOnly, tru, true",
    "discovery, onn, on",
    "onMemberDown, Abort, abort",
  })
  void namesTheNearestWord(String parameter, String text, String nearest) {
    assertThat(Urls.refusalOf(parameter + "=" + text))
        .startsWith("Parameter %s has the invalid value \"%s\".".formatted(parameter, text))
        .contains("Did you mean " + nearest + "?", "Allowed: one of ");
  }

  @ParameterizedTest
  @EnumSource(PghaProperty.class)
  void refusesEmptyValues(PghaProperty parameter) {
    assertThat(Urls.refusalOf(parameter.parameterName()))
        .startsWith("Parameter %s has the invalid value \"\"".formatted(parameter.parameterName()))
        .endsWith("Allowed: " + parameter.allowed());
  }

  @ParameterizedTest
  @EnumSource(PghaProperty.class)
  void acceptsExactlyTheWordsItNames(PghaProperty parameter) throws SQLException {
    for (String word : parameter.choices()) {
      assertThat(Urls.with(parameter.parameterName() + "=" + word)).isNotNull();
    }
    if (!parameter.choices().isEmpty()) {
      assertThat(Urls.refusalOf(parameter.parameterName() + "=bogus"))
          .endsWith("Allowed: one of " + String.join(", ", parameter.choices()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zone:eu,disk:ssd",
        "disk:ssd,zone:eu",
        "zone:eu,+disk:ssd",
        "zone%3Aeu%2Cdisk%3Assd",
        "zone+:+eu,disk:ssd"
      })
  void readsTags(String text) throws SQLException {
    RoutingSettings routing = Urls.with("replicaTags=" + text + "&preferTags=" + text).routing();
    assertThat(routing.replicaTags()).isEqualTo(Map.of("zone", "eu", "disk", "ssd"));
    assertThat(routing.preferTags()).isEqualTo(routing.replicaTags());
  }

  @Test
  void tagValuesAreTakenAsTheyAre() throws SQLException {
    assertThat(Urls.with("replicaTags=a:True,b:x=y,c:h:1").routing().replicaTags())
        .isEqualTo(Map.of("a", "True", "b", "x=y", "c", "h:1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zone=eu           | Did you mean zone:eu?",
        "zone              | \"zone\" is no name and value",
        ":eu               | \":eu\" is no name and value",
        "zone:             | \"zone:\" is no name and value",
        "zone:eu,          | empty element",
        "zone:eu,zone:us   | The tag zone is given twice",
      })
  void refusesWhatIsNoTag(String text, String problem) {
    assertThat(Urls.refusalOf("preferTags=" + text)).contains("preferTags", problem);
  }
}
