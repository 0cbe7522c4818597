package io.pgha.driver.jdbc;

import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.session.Session;
import java.sql.SQLException;

/** Where a logical connection gets its sessions from, and gives them back to. Thread-safe. */
interface SessionSource {
  /**
   * Opens a session where the flag says, and waits for a member if it must.
   *
   * @throws SQLException as {@code Router.open} does
   */
  Session open(boolean readOnly) throws SQLException;

  /** It is closed or aborted. */
  void closed(Session session);

  /** The logical connection has ended, and opens no more. */
  void release();

  Cluster cluster();

  /** The read-only flag chooses between two sessions; otherwise there is one, for good. */
  boolean split();
}
