package io.pgha.driver.jdbc;

import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A prepared statement on the session that it was made on. */
final class PghaPreparedStatement<S extends PreparedStatement>
    extends DelegatingPreparedStatement<S> {
  private final LogicalConnection connection;
  private final HeldSession session;

  PghaPreparedStatement(S delegate, LogicalConnection connection, HeldSession session) {
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

  /** pgjdbc tells its SQL as its text. */
  @Override
  SQLException executionFailed(@Nullable String sql, SQLException e) {
    return connection.executionFailed(session, delegate::toString, e);
  }

  @Override
  ResultSet wrap(ResultSet result) {
    return PghaResultSet.of(result, this, connection, session);
  }

  /** Asks the server, before it is executed. */
  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    return session.ask(own -> super.getMetaData());
  }

  /** Asks the server, before it is executed. */
  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    return session.ask(own -> super.getParameterMetaData());
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
