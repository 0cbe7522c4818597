package io.pgha.driver.jdbc;

import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.routing.ClusterRegistry.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;

/**
 * Sessions from a pool for writing and a pool for reading. A connection holds one of them at a
 * time: threads that held one of a pool while they wait for one of the other could wait for each
 * other.
 */
final class PooledSource implements SessionSource {
  /** Keeps the cluster watched for as long as a connection is held. */
  private final Lease lease;

  private final RoutedOpener opener;
  private final SessionPool writing;
  private final SessionPool reading;
  private final boolean reconnects;

  /**
   * @param opener what fills the pools
   */
  PooledSource(
      Lease lease,
      RoutedOpener opener,
      SessionPool writing,
      SessionPool reading,
      boolean reconnects) {
    this.lease = lease;
    this.opener = opener;
    this.writing = writing;
    this.reading = reading;
    this.reconnects = reconnects;
  }

  @Override
  public HeldSession open(boolean readOnly) throws SQLException {
    return PooledSession.borrow(readOnly ? reading : writing);
  }

  @Override
  public boolean finds(boolean readOnly) {
    return opener.finds(readOnly);
  }

  /** The pool asks it at the next opportunity. */
  @Override
  public boolean retires(HeldSession held) {
    return false;
  }

  /** The pool may roll back, and take back settings, which waits for the member. */
  @Override
  public void close(HeldSession held) throws SQLException {
    if (held.gone()) {
      lost(held);
    } else {
      held.perform(Connection::close);
    }
  }

  /** To give it back may try to cancel a statement, which is nothing to wait for. */
  @Override
  public void abort(HeldSession held, Executor executor) throws SQLException {
    try {
      held.session().abort(executor);
    } finally {
      executor.execute(() -> lost(held));
    }
  }

  /** A pool tries to roll back, and to take back settings, and throws away where that fails. */
  @Override
  public void lost(HeldSession held) {
    try {
      held.connection().close();
    } catch (SQLException e) {
      // No news. Where nothing was to be taken back, it is found to be lost before it is lent.
    }
  }

  @Override
  public void release() {}

  @Override
  public Cluster cluster() {
    return lease.router().cluster();
  }

  @Override
  public boolean reconnects() {
    return reconnects;
  }

  @Override
  public boolean split() {
    return true;
  }

  @Override
  public boolean keepsBoth() {
    return false;
  }
}
