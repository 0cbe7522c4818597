package io.pgha.driver;

import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.View;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a connection of pgha can tell beyond JDBC: {@code connection.unwrap(PghaConnection.class)}.
 * Asking sends nothing to any member and binds nothing. The facts come from the members' own {@code
 * GET /primary}, as old as the last poll. As thread-safe as any {@link Connection}.
 */
public interface PghaConnection extends Connection {
  /**
   * {@return the member that statements go to under the present read-only flag, as long as a
   * session for it is open; else the member of the session that is}
   *
   * @throws SQLException 08003 if the connection is closed
   */
  Member member() throws SQLException;

  /**
   * {@return what {@link #member()} is at the moment, by what Patroni told last; which need not be
   * what it was when the session was opened, and is a replica for another moment where the session
   * said before Patroni that the promotion is over}
   *
   * @throws SQLException 08003 if the connection is closed
   */
  Role role() throws SQLException;

  /** {@return all that is known of the cluster at the moment} */
  View view();
}
