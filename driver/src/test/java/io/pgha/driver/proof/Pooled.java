package io.pgha.driver.proof;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Another connection of a pool for each piece of work. */
record Pooled(DataSource pool, boolean readOnly) implements Lender {
  @Override
  public Connection borrow() throws SQLException {
    Connection connection = pool.getConnection();
    try {
      connection.setReadOnly(readOnly);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void giveBack(Connection connection) throws SQLException {
    connection.close();
  }
}
