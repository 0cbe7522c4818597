package io.pgha.driver.session;

import static io.pgha.driver.session.Refusal.FINAL;
import static io.pgha.driver.session.Refusal.FULL;
import static io.pgha.driver.session.Refusal.NOT_NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "28000", "28P01", "3D000", "42501", "42704", "22023", "0A000", "08004", "08P01", "55000"
      })
  void isFinalWhereEveryMemberWouldSayTheSame(String state) {
    assertThat(refusal(state)).isEqualTo(FINAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"53300", "53200", "53000"})
  void isFullWhereAnotherMemberMayHaveRoom(String state) {
    assertThat(refusal(state)).isEqualTo(FULL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "57P01", "57P02", "57P03", "08000", "08001", "08003", "08006", "58000", "58030", "XX000"
      })
  void isNotNowWhereTheMemberIsDownOrOnItsWay(String state) {
    assertThat(refusal(state)).isEqualTo(NOT_NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FATAL: pgbouncer cannot connect to server",
        "FATAL: server login has been failing, cached error: connect failed (server_login_retry)",
        "FATAL: server login failed: FATAL the database system is starting up",
        "FATAL: server conn crashed?"
      })
  void isNotNowWherePgBouncerHasLostItsServer(String message) {
    assertThat(Refusal.of(new SQLException(message, "08P01"))).isEqualTo(NOT_NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"FATAL: no more connections allowed (max_client_conn)", "query_wait_timeout"})
  void isFullWherePgBouncerIs(String message) {
    assertThat(Refusal.of(new SQLException(message, "08P01"))).isEqualTo(FULL);
  }

  @Test
  void isNotNowWithoutState() {
    assertThat(Refusal.of(new SQLException("no state"))).isEqualTo(NOT_NOW);
  }

  private static Refusal refusal(String state) {
    return Refusal.of(new SQLException("refused", state));
  }
}
