package io.pgha.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Arrays;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PghaDriverTest {
  private static final String URL = "jdbc:pgha://h1,h2/db";

  private final PghaDriver driver = new PghaDriver();

  @Test
  void isFoundAsAService() {
    Stream<Driver> drivers =
        ServiceLoader.load(Driver.class).stream().map(ServiceLoader.Provider::get);
    assertThat(drivers).hasAtLeastOneElementOfType(PghaDriver.class);
  }

  @Test
  void registersItselfOnce() throws SQLException {
    assertThat(DriverManager.getDriver(URL)).isInstanceOf(PghaDriver.class);
    assertThat(DriverManager.drivers().filter(PghaDriver.class::isInstance)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:postgresql://h1/db", "jdbc:pghadr://h1/db", "pgha://h1/db", ""})
  void leavesOtherUrlsToOtherDrivers(String url) throws SQLException {
    assertThat(driver.acceptsURL(url)).isFalse();
    assertThat(driver.connect(url, new Properties())).isNull();
  }

  @Test
  void takesItsOwnUrlsAlsoWhenTheyAreMalformed() throws SQLException {
    assertThat(driver.acceptsURL(URL)).isTrue();
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> driver.connect("jdbc:pgha:/h1/db", null))
        .matches(refusal -> "22023".equals(refusal.getSQLState()));
  }

  @Test
  void tellsItsParametersWithTheirValues() throws SQLException {
    DriverPropertyInfo[] infos = driver.getPropertyInfo(URL + "?readOnlyTarget=any", null);
    assertThat(infos)
        .extracting(info -> info.name)
        .containsAll(Arrays.stream(PghaProperty.values()).map(PghaProperty::parameterName).toList())
        .contains("user", "password", "ssl");
    assertThat(infos)
        .filteredOn(info -> info.name.equals("readOnlyTarget"))
        .extracting(info -> info.value)
        .containsExactly("any");
  }

  @Test
  void saysOfItselfWhatJdbcAsks() {
    assertThat(driver.getMajorVersion()).isEqualTo(Version.MAJOR);
    assertThat(driver.getMinorVersion()).isEqualTo(Version.MINOR);
    assertThat(driver.jdbcCompliant()).isFalse();
    assertThatExceptionOfType(SQLFeatureNotSupportedException.class)
        .isThrownBy(driver::getParentLogger);
  }
}
