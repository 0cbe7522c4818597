package io.pgha.driver.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What pgjdbc tells of one session; its URL is the session's {@code jdbc:postgresql:}, which tools
 * recognise.
 */
final class PghaDatabaseMetaData extends DelegatingDatabaseMetaData {
  private final LogicalConnection connection;
  private final HeldSession session;

  PghaDatabaseMetaData(
      DatabaseMetaData delegate, LogicalConnection connection, HeldSession session) {
    super(delegate);
    this.connection = connection;
    this.session = session;
  }

  @Override
  void beforeExecute() throws SQLException {
    connection.beforeMetaData(session);
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
    return failed(e);
  }

  @Override
  ResultSet wrap(ResultSet result) {
    return PghaResultSet.of(result, statementOf(result), connection, session);
  }

  /** pgjdbc makes one behind the scenes; it must not lead back to pgjdbc's own connection. */
  private PghaStatement<?> statementOf(ResultSet result) {
    try {
      return new PghaStatement<>(result.getStatement(), connection, session);
    } catch (SQLException e) {
      throw new IllegalStateException("pgjdbc gave a closed result set of metadata", e);
    }
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
