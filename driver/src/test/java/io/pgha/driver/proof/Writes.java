package io.pgha.driver.proof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Writes numbered rows, in one way after the other. Used by one thread. */
final class Writes implements Work {
  /** The ways in which an application can write a row. */
  enum Way {
    AUTOCOMMIT,
    TRANSACTION,
    /** BEGIN and COMMIT as statements, which the driver must recognise. */
    TRANSACTION_IN_SQL
  }

  private static final String INSERT =
      "insert into written values (?, ?) returning host(inet_server_addr())";

  private final Journal journal;
  private final Lender lender;
  private final List<Way> ways;
  private long number;

  Writes(Journal journal, Lender lender, Way... ways) {
    this.journal = journal;
    this.lender = lender;
    this.ways = List.of(ways);
  }

  @Override
  public void once() throws SQLException {
    number++;
    Connection connection = journal.connect(lender::borrow);
    try {
      write(connection, ways.get((int) (number % ways.size())));
    } catch (SQLException e) {
      lender.giveBackAfter(e, connection);
      return;
    }
    lender.giveBack(connection);
  }

  private void write(Connection connection, Way way) throws SQLException {
    switch (way) {
      case AUTOCOMMIT -> journal.tell(Kind.WRITE, number, () -> insert(connection));
      case TRANSACTION -> inTransaction(connection);
      case TRANSACTION_IN_SQL -> inTransactionOfSql(connection);
    }
  }

  private void inTransaction(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    String server = journal.tell(Kind.STATEMENT, number, () -> insert(connection));
    journal.tellCommit(
        number,
        server,
        () -> {
          connection.commit();
          return server;
        });
    connection.setAutoCommit(true);
  }

  private void inTransactionOfSql(Connection connection) throws SQLException {
    journal.begin(() -> run(connection, "begin"));
    String server = journal.tell(Kind.STATEMENT, number, () -> insert(connection));
    journal.tellCommit(number, server, () -> run(connection, "commit"));
  }

  private static boolean run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }

  private String insert(Connection connection) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, journal.client());
      insert.setLong(2, number);
      ResultSet answer = insert.executeQuery();
      answer.next();
      return answer.getString(1);
    }
  }

  @Override
  public void end() throws SQLException {
    lender.end();
  }
}
