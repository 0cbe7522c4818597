package io.pgha.driver.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one of our statements; readable as long as its session is, whatever the read-only flag
 * says meanwhile. Changing a row is a statement like any other.
 */
final class PghaResultSet extends DelegatingResultSet {
  private final Statement statement;
  private final LogicalConnection connection;
  private final HeldSession session;

  /** With a cursor; without one all rows are here, and the next one is nothing to wait for. */
  private final boolean fetches;

  PghaResultSet(
      ResultSet delegate,
      Statement statement,
      LogicalConnection connection,
      HeldSession session,
      boolean fetches) {
    super(delegate);
    this.statement = statement;
    this.connection = connection;
    this.session = session;
    this.fetches = fetches;
  }

  static PghaResultSet of(
      ResultSet result, Statement statement, LogicalConnection connection, HeldSession session) {
    return new PghaResultSet(result, statement, connection, session, mayFetch(result));
  }

  /** pgjdbc makes a cursor for what is executed with a fetch size, and never later. */
  private static boolean mayFetch(ResultSet result) {
    try {
      return result.getFetchSize() != 0;
    } catch (SQLException e) {
      return true; // It is closed, and says so to whoever reads it.
    }
  }

  @Override
  void beforeExecute() throws SQLException {
    connection.beforeExecute(session);
  }

  @Override
  void afterExecute() {
    session.activity().end();
  }

  @Override
  SQLException failed(SQLException e) {
    return connection.failed(session, e);
  }

  @Override
  SQLException executionFailed(@Nullable String sql, SQLException e) {
    return connection.executionFailed(session, () -> "", e);
  }

  @Override
  public boolean next() throws SQLException {
    return fetches ? fetchNext() : super.next();
  }

  private boolean fetchNext() throws SQLException {
    session.activity().begin();
    try {
      return super.next();
    } finally {
      session.activity().end();
    }
  }

  @Override
  public Statement getStatement() {
    return statement;
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Unwrapping.unwrap(this, () -> delegate, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return Unwrapping.isWrapperFor(this, () -> delegate, type);
  }
}
