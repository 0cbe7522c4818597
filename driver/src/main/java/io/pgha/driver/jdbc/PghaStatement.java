package io.pgha.driver.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement on the session that it was made on. */
final class PghaStatement<S extends Statement> extends DelegatingStatement<S> {
  private final LogicalConnection connection;
  private final HeldSession session;

  /** To be looked at after a failure; empty while there is none. */
  private List<String> batch = List.of();

  PghaStatement(S delegate, LogicalConnection connection, HeldSession session) {
    super(delegate);
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
    return connection.executionFailed(
        session, () -> sql == null ? String.join(";", batch) : sql, e);
  }

  @Override
  public void addBatch(String sql) throws SQLException {
    super.addBatch(sql);
    if (batch.isEmpty()) {
      batch = new ArrayList<>();
    }
    batch.add(sql);
  }

  @Override
  public void clearBatch() throws SQLException {
    super.clearBatch();
    batch = List.of();
  }

  @Override
  public int[] executeBatch() throws SQLException {
    try {
      return super.executeBatch();
    } finally {
      batch = List.of();
    }
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    try {
      return super.executeLargeBatch();
    } finally {
      batch = List.of();
    }
  }

  @Override
  ResultSet wrap(ResultSet result) {
    return PghaResultSet.of(result, this, connection, session);
  }

  @Override
  public Connection getConnection() {
    return connection;
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
