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

  PghaResultSet(
      ResultSet delegate, Statement statement, LogicalConnection connection, HeldSession session) {
    super(delegate);
    this.statement = statement;
    this.connection = connection;
    this.session = session;
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

  /** With a cursor it asks the server for more rows. */
  @Override
  public boolean next() throws SQLException {
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
