package io.pgha.driver.jdbc;

import io.pgha.driver.PghaConnection;
import io.pgha.driver.config.Config;
import io.pgha.driver.routing.ClusterRegistry;
import io.pgha.driver.routing.ClusterRegistry.Lease;
import java.sql.SQLException;

/** Opens logical connections. Thread-safe. */
public final class Connector {
  private final ClusterRegistry registry;

  public Connector(ClusterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Opens one with one proven session: for reading if the URL or the properties say so, else for
   * writing.
   *
   * @throws SQLException as documented by {@code PghaDriver.connect}
   */
  public PghaConnection connect(Config config) throws SQLException {
    Lease lease = registry.lease(config);
    try {
      boolean readOnly = config.routing().readOnly();
      SessionSource source = new RoutedSource(config, lease);
      return new LogicalConnection(source, source.open(readOnly), readOnly);
    } catch (SQLException | RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }
}
