package io.pgha.driver.jdbc;

import io.pgha.driver.routing.Router;
import io.pgha.driver.routing.Tenure;
import io.pgha.driver.session.Session;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A session as a pool keeps it: pgjdbc's connection, and whether it is still worth lending. It goes
 * where the session goes, which is nowhere; the logical connection that borrows it does the rest.
 */
final class PooledSession extends DelegatingConnection {
  /** A member that is there answers at once; one that is frozen has us wait for a new leader. */
  private static final int DOUBT_SECONDS = 1;

  private final Session session;
  private final Tenure tenure;
  private final Router router;
  private final Runnable closed;

  /**
   * Takes over the session, which was just opened by this router.
   *
   * @param closed told when it was closed
   */
  PooledSession(Session session, Router router, Runnable closed) {
    this.session = session;
    this.router = router;
    this.closed = closed;
    this.tenure = router.tenure();
  }

  /**
   * A session that is worth having. A pool may not ask whether what it lends is still good, least
   * of all what it lent just now. Where the first that is doubted is silent, the others that were
   * opened before would be, each for as long: they go unasked.
   */
  static HeldSession borrow(SessionPool pool) throws SQLException {
    boolean silent = false;
    long silentAt = 0;
    while (true) {
      Connection borrowed = pool.borrow();
      PooledSession session = borrowed.unwrap(PooledSession.class);
      boolean good = false;
      if (!session.router.doubts(session.session)) {
        good = !session.isOutdated();
      } else if (!silent || !session.isOlderThan(silentAt)) {
        silentAt = session.router.cluster().ticker().read();
        good = session.isValid(DOUBT_SECONDS);
        silent = !good;
      }
      if (good) {
        return new HeldSession(session.session, session.tenure, borrowed);
      }
      pool.evict(borrowed);
      borrowed.close();
    }
  }

  private boolean isOlderThan(long moment) {
    return tenure.begun() - moment < 0;
  }

  /** Lost, fenced, or better replaced. Sends nothing. */
  private boolean isOutdated() throws SQLException {
    return router.fenced(session)
        || session.connection().isClosed()
        || router.retires(session, tenure);
  }

  @Override
  public boolean isValid(int timeout) throws SQLException {
    if (isOutdated()) {
      return false;
    }
    session.activity().begin();
    try {
      return session.connection().isValid(timeout);
    } finally {
      session.activity().end();
    }
  }

  @Override
  public void close() throws SQLException {
    try {
      session.connection().close();
    } finally {
      router.closed(session);
      closed.run();
    }
  }

  @Override
  public void abort(Executor executor) throws SQLException {
    try {
      session.abort(executor);
    } finally {
      router.closed(session);
      closed.run();
    }
  }

  @Override
  Connection delegate() {
    return session.connection();
  }

  @Override
  SQLException failed(SQLException e) {
    return e;
  }

  @Override
  Statement wrap(Statement result) {
    return result;
  }

  @Override
  PreparedStatement wrap(PreparedStatement result) {
    return result;
  }

  @Override
  CallableStatement wrap(CallableStatement result) {
    return result;
  }

  @Override
  DatabaseMetaData wrap(DatabaseMetaData result) {
    return result;
  }

  @Override
  public void setClientInfo(String name, @Nullable String value) throws SQLClientInfoException {
    session.connection().setClientInfo(name, value);
  }

  @Override
  public void setClientInfo(Properties properties) throws SQLClientInfoException {
    session.connection().setClientInfo(properties);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Unwrapping.unwrap(this, this::delegate, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return Unwrapping.isWrapperFor(this, this::delegate, type);
  }
}
