package io.pgha.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WrongUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "u:s3cr3t@h/db",
        "h/d/b?password=s3cr3t",
        "h:0/db?password=s3cr3t",
        "h/db?password=s3cr3t%ZZ",
        "h/db?password=s3cr3t&patroniPort=0",
        "h/db?password=s3cr3t&patroniport=1",
        "h/db?password=s3cr3t&connectTimeout=soon",
        "h/db?patroniUrls=http://u:s3cr3t@h:8008",
        "h/db?password=s3cr3t&patroniCaFile=missing.pem",
      })
  void tellsItsPasswordNeitherInLogsNorInTheException(String rest) {
    try (Traces traces = new Traces()) {
      SQLException refusal =
          catchThrowableOfType(
              SQLException.class, () -> new PghaDriver().connect("jdbc:pgha://" + rest, null));
      traces.add(refusal);
      assertThat(refusal.getSQLState()).isEqualTo("22023");
      assertThat(traces.text()).doesNotContain("s3cr3t");
    }
  }
}
