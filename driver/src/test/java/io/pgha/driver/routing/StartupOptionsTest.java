package io.pgha.driver.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Purpose.Target;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartupOptionsTest {
  private static final Purpose READ = Purpose.read(Target.PREFER_SECONDARY);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FATAL: unsupported startup parameter: options",
        "FATAL: unsupported startup parameter in options: search_path"
      })
  void explainsWhatPgBouncerRefuses(String words) {
    SQLException refusal = new SQLException(words, "08P01");

    assertThat((Throwable) StartupOptions.explain(refusal, READ))
        .hasMessageContaining("default_transaction_read_only=on")
        .hasMessageEndingWith(words)
        .hasCause(refusal)
        .hasFieldOrPropertyWithValue("SQLState", "08P01");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FATAL: no such database",
        "FATAL: unsupported startup parameter: extra_float_digits"
      })
  void leavesOtherRefusalsAlone(String words) {
    SQLException refusal = new SQLException(words, "08P01");

    assertThat((Throwable) StartupOptions.explain(refusal, READ)).isSameAs(refusal);
  }

  @Test
  void leavesSessionsForWritingAloneWhichSendNoOptionsOfOurs() {
    SQLException refusal =
        new SQLException("FATAL: unsupported startup parameter: options", "08P01");

    assertThat((Throwable) StartupOptions.explain(refusal, Purpose.WRITE)).isSameAs(refusal);
  }
}
