package io.pgha.driver.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Something to be done with a session's connection. */
interface SessionAction {
  void on(Connection session) throws SQLException;
}
