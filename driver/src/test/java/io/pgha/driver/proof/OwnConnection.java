package io.pgha.driver.proof;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One connection, kept until something fails on it. Used by one thread at a time. */
final class OwnConnection implements Lender {
  interface Source {
    Connection connect() throws SQLException;
  }

  private static final String READ_ONLY = "25006";

  private final Source source;
  private final boolean patient;
  private @Nullable Connection connection;

  private OwnConnection(Source source, boolean patient) {
    this.source = source;
    this.patient = patient;
  }

  static OwnConnection of(Source source) {
    return new OwnConnection(source, /* patient= */ false);
  }

  /** Keeps it also on a server that takes no writes, as that may become writable. */
  static OwnConnection patient(Source source) {
    return new OwnConnection(source, /* patient= */ true);
  }

  @Override
  public Connection borrow() throws SQLException {
    if (connection == null) {
      connection = source.connect();
    }
    return connection;
  }

  @Override
  public void giveBack(Connection unharmed) {}

  @Override
  public void giveBackAfter(SQLException failure, Connection harmed) throws SQLException {
    if (!patient || !READ_ONLY.equals(failure.getSQLState())) {
      end();
    }
  }

  @Override
  public void end() throws SQLException {
    Connection ended = connection;
    connection = null;
    if (ended != null) {
      ended.close();
    }
  }
}
