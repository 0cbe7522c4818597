package io.pgha.driver.jdbc;

import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.routing.Tenure;
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

  /** Begins for a session that was just opened. */
  Tenure tenure();

  /**
   * Whether a session for reading should be replaced rather than used again: its member is down or
   * not eligible any more, or another one should have it.
   */
  boolean retires(Session session, Tenure tenure);

  /** It is closed or aborted. */
  void closed(Session session);

  /** The logical connection has ended, and opens no more. */
  void release();

  Cluster cluster();

  /** A lost session is replaced where no transaction is open. */
  boolean reconnects();

  /** The read-only flag chooses between two sessions; otherwise there is one, for good. */
  boolean split();
}
