package io.pgha.driver.config;

import io.pgha.driver.PghaProperty;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** What tools that let somebody fill in parameters want to know. */
public final class ParameterInfos {
  private ParameterInfos() {}

  /**
   * Our own parameters, then pgjdbc's, each with the value it has by URL, properties or default. A
   * URL that cannot be parsed counts as one that says nothing: it may still be in the making.
   */
  public static DriverPropertyInfo[] of(String url, @Nullable Properties info) {
    Properties given = given(url, info);
    return Stream.concat(own(JdbcUrl.toMap(given)), ofDriver(given))
        .toArray(DriverPropertyInfo[]::new);
  }

  private static Properties given(String url, @Nullable Properties info) {
    Properties given = new Properties();
    try {
      if (JdbcUrl.isOurs(url)) {
        given.putAll(JdbcUrl.parse(url, JdbcUrl.beside(info)));
        return given;
      }
    } catch (SQLException e) {
      // The properties beside the URL are left.
    }
    if (info != null) {
      given.putAll(JdbcUrl.toMap(info));
    }
    return given;
  }

  private static Stream<DriverPropertyInfo> own(Map<String, String> given) {
    return Arrays.stream(PghaProperty.values()).map(own -> info(own, given));
  }

  private static DriverPropertyInfo info(PghaProperty own, Map<String, String> given) {
    DriverPropertyInfo info =
        new DriverPropertyInfo(own.parameterName(), new Parameters(given).text(own).orElse(null));
    info.description = own.description();
    info.choices = own.choices().isEmpty() ? null : own.choices().toArray(String[]::new);
    return info;
  }

  /** All values are in the properties already, so pgjdbc gets a URL that it does not parse. */
  private static Stream<DriverPropertyInfo> ofDriver(Properties given) {
    return Arrays.stream(new Driver().getPropertyInfo("", given))
        .filter(info -> !DriverParameters.isReplaced(info.name));
  }
}
