package io.pgha.driver.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

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
  SQLException failed(SQLException e) {
    return connection.failed(session, e);
  }

  private interface Change {
    void make() throws SQLException;
  }

  @Override
  public void insertRow() throws SQLException {
    change(delegate::insertRow);
  }

  @Override
  public void updateRow() throws SQLException {
    change(delegate::updateRow);
  }

  @Override
  public void deleteRow() throws SQLException {
    change(delegate::deleteRow);
  }

  /** pgjdbc runs a statement for it. */
  private void change(Change change) throws SQLException {
    try {
      change.make();
    } catch (SQLException e) {
      throw connection.executionFailed(session, () -> "", e);
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
