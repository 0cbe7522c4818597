package io.pgha.driver.proof;

import java.sql.Connection;
import java.sql.SQLException;

/** Where a client gets its connection for a piece of work. */
interface Lender {
  Connection borrow() throws SQLException;

  void giveBack(Connection connection) throws SQLException;

  /** Gives it back after a failure. */
  default void giveBackAfter(SQLException failure, Connection connection) throws SQLException {
    giveBack(connection);
  }

  /** Comes after the last piece of work. */
  default void end() throws SQLException {}
}
