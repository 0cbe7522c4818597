package io.pgha.driver.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriverParametersTest {
  private final int loginTimeoutBefore = DriverManager.getLoginTimeout();

  @AfterEach
  void restoreLoginTimeout() {
    DriverManager.setLoginTimeout(loginTimeoutBefore);
  }

  @Test
  void passesOnWhatIsForTheSession() throws SQLException {
    assertThat(
            Urls.with(
                    "user=me&password=secret&options=-c%20a=b&loginTimeout=1&connectTimeout=2"
                        + "&socketTimeout=3&readOnlyMode=always&foreign=x")
                .driver()
                .values())
        .containsEntry("user", "me")
        .containsEntry("password", "secret")
        .containsEntry("options", "-c a=b")
        .containsEntry("loginTimeout", "1")
        .containsEntry("connectTimeout", "2")
        .containsEntry("socketTimeout", "3")
        .containsEntry("readOnlyMode", "always")
        .containsEntry("foreign", "x")
        .containsEntry("PGDBNAME", "db");
  }

  @Test
  void keepsBackWhatIsForTheCluster() throws SQLException {
    assertThat(
            Urls.with(
                    "patroniPort=1&readOnly=true&targetServerType=primary&loadBalanceHosts=true"
                        + "&hostRecheckSeconds=1&maxReplicaLag=0&failoverTimeout=0")
                .driver()
                .values())
        .containsOnlyKeys("user", "PGDBNAME");
  }

  @Test
  void sessionsAreOpenedWithoutPgjdbcChoosingAHost() throws SQLException {
    assertThat(Urls.with("readOnly=true&targetServerType=primary").driver().toProperties())
        .containsEntry("targetServerType", "any")
        .containsEntry("readOnly", "false");
  }

  @Test
  void givesEachSessionPropertiesOfItsOwn() throws SQLException {
    DriverParameters parameters = Urls.with("options=-ca=b").driver();
    Properties changed = parameters.toProperties();
    changed.setProperty("options", "other");
    assertThat(parameters.toProperties()).containsEntry("options", "-ca=b");
  }

  @ParameterizedTest
  @CsvSource({"1, 1000", "0.5, 500", "2.25, 2250", "1e1, 10000"})
  void readsLoginTimeoutLikePgjdbc(String seconds, long millis) throws SQLException {
    DriverManager.setLoginTimeout(7);
    assertThat(Urls.with("loginTimeout=" + seconds).driver().loginTimeout())
        .contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "0.0001", "Infinity", "NaN", "1e30"})
  void loginTimeoutMayBeUnlimited(String seconds) throws SQLException {
    DriverManager.setLoginTimeout(7);
    assertThat(Urls.with("loginTimeout=" + seconds).driver().loginTimeout()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "loginTimeout=", "loginTimeout=soon"})
  void loginTimeoutIsThatOfTheDriverManagerOtherwise(String parameters) throws SQLException {
    DriverParameters driver = Urls.with(parameters).driver();
    DriverManager.setLoginTimeout(7);
    assertThat(driver.loginTimeout()).contains(Duration.ofSeconds(7));
    DriverManager.setLoginTimeout(0);
    assertThat(driver.loginTimeout()).isEmpty();
  }

  @Test
  void refusesAConnectTimeoutThatIsNoNumber() {
    assertThat(Urls.refusalOf("connectTimeout=soon")).contains("connectTimeout", "soon");
  }
}
