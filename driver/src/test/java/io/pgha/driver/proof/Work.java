package io.pgha.driver.proof;

import java.sql.SQLException;

/** What a client does over and over. */
interface Work {
  /** Tells its journal of all that it does, failures included. */
  void once() throws SQLException;

  /** Lets go of everything. */
  void end() throws SQLException;
}
