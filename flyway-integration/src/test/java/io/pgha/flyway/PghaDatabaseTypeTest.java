package io.pgha.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgha.driver.PghaDriver;
import org.assertj.core.util.Throwables;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.internal.database.DatabaseTypeRegister;
import org.flywaydb.core.internal.jdbc.DriverDataSource;
import org.junit.jupiter.api.Test;

/** Runs with the oldest and with the newest Flyway that it is for, without a cluster. */
final class PghaDatabaseTypeTest {
  private static final String SECRET = "hunter2";

  /** Nobody listens on port 1. */
  private static final String URL =
      "jdbc:pgha://127.0.0.1:1/app?patroniPort=1&failoverTimeout=0&user=app&password=" + SECRET;

  @Test
  void isFoundByFlywayForUrlsOfPghaOnly() {
    assertThat(DatabaseTypeRegister.getDatabaseTypesForUrl(URL, null))
        .singleElement()
        .isInstanceOf(PghaDatabaseType.class);
    assertThat(DatabaseTypeRegister.getDatabaseTypesForUrl("jdbc:postgresql://db/app", null))
        .noneMatch(PghaDatabaseType.class::isInstance);
  }

  @Test
  void namesADriverThatFlywayCanMake() {
    ClassLoader loader = getClass().getClassLoader();
    DriverDataSource source =
        new DriverDataSource(loader, /* driverClass= */ null, URL, "app", SECRET);
    assertThat(source.getDriver()).isInstanceOf(PghaDriver.class);
  }

  @Test
  void hidesThePasswordOfAUrl() {
    assertThat(DatabaseTypeRegister.redactJdbcUrl(URL)).doesNotContain(SECRET);
  }

  @Test
  void tellsNoPasswordWhenItCannotConnect() {
    Flyway flyway = Flyway.configure().dataSource(URL, "app", SECRET).load();
    assertThatThrownBy(flyway::migrate)
        .hasStackTraceContaining("127.0.0.1:1")
        .satisfies(failure -> assertThat(Throwables.getStackTrace(failure)).doesNotContain(SECRET));
  }
}
