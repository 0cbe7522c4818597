package io.pgha.driver;

import io.pgha.driver.jdbc.PooledConnector;
import java.sql.SQLException;
import java.util.Properties;

/** Where pools of pgha's own begin; applications use those, and not this. */
public final class PghaPools {
  private PghaPools() {}

  /**
   * {@return what fills and uses two pools of one URL}
   *
   * @param url a {@code jdbc:pgha:} URL
   * @param properties parameters beside the URL, which wins
   * @throws SQLException as {@link PooledConnector} does
   */
  public static PooledConnector connector(String url, Properties properties) throws SQLException {
    return new PooledConnector(PghaDriver.registry(), url, properties);
  }
}
