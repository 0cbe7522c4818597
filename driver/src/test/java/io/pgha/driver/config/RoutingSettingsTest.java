package io.pgha.driver.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingSettingsTest {
  @Test
  void hasTheDocumentedDefaults() throws SQLException {
    assertThat(Urls.config("//h1/db").routing())
        .isEqualTo(
            new RoutingSettings(
                Optional.empty(),
                /* readOnly= */ false,
                /* readWriteSplit= */ true,
                ReadOnlyTarget.PREFER_SECONDARY,
                10 * 1024 * 1024,
                Map.of(),
                Map.of(),
                LoadBalanceStrategy.LEAST_CONNECTIONS,
                OnMemberDown.RETIRE,
                Duration.ofSeconds(35),
                Duration.ofSeconds(2),
                /* reconnect= */ false));
  }

  @ParameterizedTest
  @CsvSource({
    "any, ANY",
    "primary, PRIMARY",
    "master, PRIMARY",
    "secondary, SECONDARY",
    "slave, SECONDARY",
    "preferSecondary, PREFER_SECONDARY",
    "preferSlave, PREFER_SECONDARY",
    "preferPrimary, PREFER_PRIMARY",
  })
  void readsTargetServerTypeInTheWordsOfPgjdbc(String word, TargetServerType type)
      throws SQLException {
    assertThat(Urls.with("targetServerType=" + word).routing().targetServerType()).contains(type);
  }

  @ParameterizedTest
  @CsvSource({"preferSecondary, PREFER_SECONDARY", "secondary, SECONDARY", "any, ANY"})
  void readsReadOnlyTarget(String word, ReadOnlyTarget target) throws SQLException {
    assertThat(Urls.with("readOnlyTarget=" + word).routing().readOnlyTarget()).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({"leastConnections, LEAST_CONNECTIONS", "random, RANDOM", "roundRobin, ROUND_ROBIN"})
  void readsLoadBalanceStrategy(String word, LoadBalanceStrategy strategy) throws SQLException {
    assertThat(Urls.with("loadBalanceStrategy=" + word).routing().loadBalanceStrategy())
        .isEqualTo(strategy);
  }

  @Test
  void readsReconnect() throws SQLException {
    assertThat(Urls.with("reconnect=true").routing().reconnect()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"retire, RETIRE", "abort, ABORT"})
  void readsOnMemberDown(String word, OnMemberDown meaning) throws SQLException {
    assertThat(Urls.with("onMemberDown=" + word).routing().onMemberDown()).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource({"on, true", "off, false", "true, true", "false, false", "OFF, false", "True, true"})
  void readsSwitches(String word, boolean on) throws SQLException {
    Config config = Urls.with("readWriteSplit=" + word + "&discovery=" + word);
    assertThat(config.routing().readWriteSplit()).isEqualTo(on);
    assertThat(config.patroni().discovery()).isEqualTo(on);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "TRUE, true", "false, false"})
  void readsReadOnly(String word, boolean readOnly) throws SQLException {
    assertThat(Urls.with("readOnly=" + word).routing().readOnly()).isEqualTo(readOnly);
  }
}
