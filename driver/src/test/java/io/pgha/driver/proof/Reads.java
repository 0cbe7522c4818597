package io.pgha.driver.proof;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks who answers. */
record Reads(Journal journal, Lender lender) implements Work {
  @Override
  public void once() throws SQLException {
    Connection connection = journal.connect(lender::borrow);
    try {
      journal.tell(Kind.READ, 0, () -> server(connection));
    } catch (SQLException e) {
      lender.giveBackAfter(e, connection);
      return;
    }
    lender.giveBack(connection);
  }

  static String server(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("select host(inet_server_addr())")) {
      answer.next();
      return answer.getString(1);
    }
  }

  @Override
  public void end() throws SQLException {
    lender.end();
  }
}
