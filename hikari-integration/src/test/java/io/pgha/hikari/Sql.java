package io.pgha.hikari;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** What the tests ask of a connection. */
final class Sql {
  static final String SERVER = "select host(inet_server_addr())";
  static final String PROCESS = "select pg_backend_pid()";

  private Sql() {}

  static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    }
  }

  static String write(DataSource pools, String sql) throws SQLException {
    try (Connection connection = pools.getConnection()) {
      return ask(connection, sql);
    }
  }

  static String read(DataSource pools, String sql) throws SQLException {
    try (Connection connection = pools.getConnection()) {
      connection.setReadOnly(true);
      return ask(connection, sql);
    }
  }
}
