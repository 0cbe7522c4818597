package io.pgha.driver.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.config.OnMemberDown;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class VerdictTest {
  private static final Verdict.Rules SOFT =
      new Verdict.Rules(Duration.ofNanos(100), OnMemberDown.RETIRE);
  private static final Verdict.Rules HARD =
      new Verdict.Rules(Duration.ofNanos(100), OnMemberDown.ABORT);

  @ParameterizedTest
  @CsvSource({
    "0.0,   0, STAY",
    "0.0,  99, STAY",
    "0.0, 100, RETIRE",
    "0.5, 149, STAY",
    "0.5, 150, RETIRE",
    "0.99, 198, STAY",
    "0.99, 199, RETIRE",
  })
  void waitsAsLongAsTheSessionIsPatient(double patience, long nanos, Verdict verdict) {
    assertThat(SOFT.on(Objection.OUTRANKED, nanos, patience, /* elsewhere= */ true))
        .isEqualTo(verdict);
  }

  @Test
  void isToStayWhereNothingSpeaksAgainstIt() {
    assertThat(HARD.on(Objection.NONE, 1_000, 0, /* elsewhere= */ true)).isEqualTo(Verdict.STAY);
  }

  @ParameterizedTest
  @EnumSource(Objection.class)
  void isToStayWhereNobodyElseWouldTakeIt(Objection objection) {
    assertThat(SOFT.on(objection, 1_000, 0, /* elsewhere= */ false)).isEqualTo(Verdict.STAY);
  }

  @ParameterizedTest
  @EnumSource(value = Objection.class, names = "NONE", mode = Mode.EXCLUDE)
  void isToRetireForAnyReasonThatHolds(Objection objection) {
    assertThat(SOFT.on(objection, 100, 0, /* elsewhere= */ true)).isEqualTo(Verdict.RETIRE);
  }

  @Test
  void isToAbortAtOnceWhereTheMemberIsGoneIfAskedFor() {
    assertThat(HARD.on(Objection.GONE, 0, 0.9, /* elsewhere= */ false)).isEqualTo(Verdict.ABORT);
  }

  @ParameterizedTest
  @CsvSource({"99, STAY", "100, ABORT"})
  void isToAbortWhereTheMemberStaysSilent(long nanos, Verdict verdict) {
    assertThat(HARD.on(Objection.SILENT, nanos, 0.9, /* elsewhere= */ false)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @EnumSource(names = {"OUTRANKED", "CROWDED"})
  void neverIsToAbortWhereTheMemberIsThere(Objection objection) {
    assertThat(HARD.on(objection, 1_000, 0, /* elsewhere= */ true)).isEqualTo(Verdict.RETIRE);
  }

  @ParameterizedTest
  @CsvSource({"PT0.1S, PT1S", "PT5S, PT10S", "PT1M, PT2M"})
  void waitsForTwoPollsAtLeast(Duration pollInterval, Duration hold) {
    assertThat(Verdict.Rules.of(pollInterval, OnMemberDown.RETIRE).hold()).isEqualTo(hold);
  }
}
