package io.pgha.driver.jdbc;

import io.pgha.driver.cluster.Cluster;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;

/**
 * Sessions from a pool for writing and a pool for reading. A connection holds one of them at a
 * time: threads that held one of a pool while they wait for one of the other could wait for each
 * other.
 */
final class PooledSource implements SessionSource {
  private final Cluster cluster;
  private final SessionPool writing;
  private final SessionPool reading;
  private final boolean reconnects;

  PooledSource(Cluster cluster, SessionPool writing, SessionPool reading, boolean reconnects) {
    this.cluster = cluster;
    this.writing = writing;
    this.reading = reading;
    this.reconnects = reconnects;
  }

  /** A pool may not ask whether what it lends is still good, least of all what it lent just now. */
  @Override
  public HeldSession open(boolean readOnly) throws SQLException {
    SessionPool pool = pool(readOnly);
    while (true) {
      Connection borrowed = pool.borrow();
      PooledSession session = borrowed.unwrap(PooledSession.class);
      if (!session.isOutdated()) {
        return session.lent(borrowed);
      }
      giveBack(pool, borrowed);
    }
  }

  private SessionPool pool(boolean readOnly) {
    return readOnly ? reading : writing;
  }

  private static void giveBack(SessionPool pool, Connection outdated) throws SQLException {
    pool.evict(outdated);
    outdated.close();
  }

  /** The pool asks it at the next opportunity. */
  @Override
  public boolean retires(HeldSession held) {
    return false;
  }

  /** A pool would try to roll back, and to reset, what is gone. */
  @Override
  public void close(HeldSession held) throws SQLException {
    if (held.gone()) {
      lost(held);
    } else {
      held.connection().close();
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
  public void lost(HeldSession held) throws SQLException {
    giveBack(pool(held.session().purpose().readOnly()), held.connection());
  }

  @Override
  public void release() {}

  @Override
  public Cluster cluster() {
    return cluster;
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
