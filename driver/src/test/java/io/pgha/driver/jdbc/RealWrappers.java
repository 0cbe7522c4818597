package io.pgha.driver.jdbc;

import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Session;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** Makes the wrappers that applications hold, each of a session in use. */
final class RealWrappers implements AutoCloseable {
  private final StubSource source = StubSource.splitting();

  /** The wrapper made last. */
  private Made last = made(new RecordingSession().connection());

  private record Made(LogicalConnection connection, HeldSession session) {}

  private Made made(Connection delegate) {
    Session session = StubSource.session(delegate, Purpose.WRITE);
    LogicalConnection connection =
        new LogicalConnection(source, StubSource.held(session), /* readOnly= */ false);
    last = new Made(connection, bound(connection, delegate));
    return last;
  }

  /** Takes the session in hand without a trace on the delegate. */
  private static HeldSession bound(LogicalConnection connection, Connection delegate) {
    try {
      connection.unwrap(delegate.getClass());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Objects.requireNonNull(connection.current());
  }

  private Made made() {
    return made(new RecordingSession().connection());
  }

  Connection connection(Connection delegate) {
    return made(delegate).connection();
  }

  Statement statement(Statement delegate) {
    Made made = made();
    return new PghaStatement<>(delegate, made.connection(), made.session());
  }

  PreparedStatement preparedStatement(PreparedStatement delegate) {
    Made made = made();
    return new PghaPreparedStatement<>(delegate, made.connection(), made.session());
  }

  CallableStatement callableStatement(CallableStatement delegate) {
    Made made = made();
    return new PghaCallableStatement(delegate, made.connection(), made.session());
  }

  ResultSet resultSet(ResultSet delegate) {
    Statement statement = statement(RecordingDelegate.returning(null).as(Statement.class));
    Made made = last;
    return new PghaResultSet(
        delegate, statement, made.connection(), made.session(), /* fetches= */ true);
  }

  DatabaseMetaData metaData(DatabaseMetaData delegate) {
    Made made = made();
    return new PghaDatabaseMetaData(delegate, made.connection(), made.session());
  }

  /** Fences the session of the wrapper made last. */
  void fenceLast() {
    StubSource.fence(last.session().session());
  }

  @Override
  public void close() {
    source.close();
  }
}
