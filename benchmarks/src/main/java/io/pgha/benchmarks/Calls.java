package io.pgha.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.openjdk.jmh.infra.Blackhole;

/** What applications do with a connection. */
final class Calls {
  private static final String SELECT_1 = "select 1";

  private Calls() {}

  static void createAndClose(Connection connection) throws SQLException {
    Statement statement = connection.createStatement();
    statement.close();
  }

  static int select1(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SELECT_1);
        ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getInt(1);
    }
  }

  /** Reads each row's number and name. */
  static void readAll(ResultSet rows, Blackhole blackhole) throws SQLException {
    while (rows.next()) {
      blackhole.consume(rows.getInt(1));
      blackhole.consume(rows.getString(2));
    }
  }

  /** A transaction with one query, in the order of Spring's {@code JdbcTransactionManager}. */
  static int transaction(Connection connection) throws SQLException {
    if (connection.getAutoCommit()) {
      connection.setAutoCommit(false);
    }
    int read = select1(connection);
    connection.commit();
    connection.setAutoCommit(true);
    return read;
  }

  /** The same, of {@code @Transactional(readOnly = true)}. */
  static int readOnlyTransaction(Connection connection) throws SQLException {
    connection.setReadOnly(true);
    int read = transaction(connection);
    connection.setReadOnly(false);
    return read;
  }
}
