package io.pgha.hikari;

import static com.zaxxer.hikari.SQLExceptionOverride.Override.CONTINUE_EVICT;
import static com.zaxxer.hikari.SQLExceptionOverride.Override.DO_NOT_EVICT;
import static com.zaxxer.hikari.SQLExceptionOverride.Override.MUST_EVICT;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvictionTest {
  private static SQLException failure(String state) {
    return new SQLException("because of a test", state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"08003", "08006", "08007", "57P01", "57P02", "57P03", "57P05"})
  void evictsASessionThatBrokeOrWasEnded(String state) {
    assertThat(new Eviction(true, null).adjudicate(failure(state))).isEqualTo(MUST_EVICT);
    assertThat(new Eviction(false, null).adjudicate(failure(state))).isEqualTo(MUST_EVICT);
  }

  @Test
  void evictsWhatCannotWriteFromThePoolForWritingOnly() {
    assertThat(new Eviction(true, null).adjudicate(failure("25006"))).isEqualTo(MUST_EVICT);
    assertThat(new Eviction(false, null).adjudicate(failure("25006"))).isEqualTo(CONTINUE_EVICT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "40001", "42601", "57014", "55000"})
  void leavesAnApplicationsOwnMistakesToHikari(String state) {
    assertThat(new Eviction(true, null).adjudicate(failure(state))).isEqualTo(CONTINUE_EVICT);
  }

  @Test
  void leavesAFailureWithoutAStateToHikari() {
    assertThat(new Eviction(true, null).adjudicate(new SQLException("no state")))
        .isEqualTo(CONTINUE_EVICT);
  }

  @Test
  void asksTheApplicationsOwnOverrideAboutTheRest() {
    SQLExceptionOverride own =
        new SQLExceptionOverride() {
          @java.lang.Override
          public Override adjudicate(SQLException e) {
            return DO_NOT_EVICT;
          }
        };
    assertThat(new Eviction(true, own).adjudicate(failure("0A000"))).isEqualTo(DO_NOT_EVICT);
    assertThat(new Eviction(true, own).adjudicate(failure("08006"))).isEqualTo(MUST_EVICT);
  }
}
