package io.pgha.interop;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A pool of any make, and how it is closed. */
record Pool(DataSource source, End end) implements AutoCloseable {
  interface End {
    void close() throws SQLException;
  }

  Connection borrow() throws SQLException {
    return source.getConnection();
  }

  @Override
  public void close() throws SQLException {
    end.close();
  }
}
