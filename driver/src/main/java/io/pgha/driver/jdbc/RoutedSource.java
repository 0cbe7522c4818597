package io.pgha.driver.jdbc;

import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.config.Config;
import io.pgha.driver.routing.ClusterRegistry.Lease;
import io.pgha.driver.routing.Router;
import java.sql.SQLException;
import java.util.concurrent.Executor;

/**
 * Opens sessions by the settings of one URL. Holds its lease on the cluster until it is released.
 */
final class RoutedSource implements SessionSource {
  private final Lease lease;
  private final Router router;
  private final RoutedOpener opener;
  private final Config config;

  RoutedSource(Config config, Lease lease) throws SQLException {
    this.config = config;
    this.lease = lease;
    this.router = lease.router();
    this.opener = new RoutedOpener(config, router);
  }

  @Override
  public HeldSession open(boolean readOnly) throws SQLException {
    return new HeldSession(opener.open(readOnly), router.tenure());
  }

  @Override
  public boolean finds(boolean readOnly) {
    return opener.finds(readOnly);
  }

  @Override
  public boolean retires(HeldSession held) {
    return router.retires(held.session(), held.tenure());
  }

  @Override
  public void close(HeldSession held) throws SQLException {
    try {
      held.connection().close();
    } finally {
      lost(held);
    }
  }

  @Override
  public void abort(HeldSession held, Executor executor) throws SQLException {
    try {
      held.session().abort(executor);
    } finally {
      lost(held);
    }
  }

  @Override
  public void lost(HeldSession held) {
    router.closed(held.session());
  }

  @Override
  public void release() {
    lease.close();
  }

  @Override
  public Cluster cluster() {
    return router.cluster();
  }

  @Override
  public boolean reconnects() {
    return config.routing().reconnect();
  }

  @Override
  public boolean split() {
    return config.routing().readWriteSplit() && config.routing().targetServerType().isEmpty();
  }

  @Override
  public boolean keepsBoth() {
    return true;
  }
}
