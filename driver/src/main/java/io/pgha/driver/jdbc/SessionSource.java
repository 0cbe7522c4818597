package io.pgha.driver.jdbc;

import io.pgha.driver.cluster.Cluster;
import java.sql.SQLException;
import java.util.concurrent.Executor;

/** Where a logical connection gets its sessions from, and gives them back to. Thread-safe. */
interface SessionSource {
  /**
   * A session where the flag says; waits for one if it must.
   *
   * @throws SQLException as {@code Router.open} does, or the pool that it comes from
   */
  HeldSession open(boolean readOnly) throws SQLException;

  /** Whether there is a member, as far as is known, on which a session could be opened now. */
  boolean finds(boolean readOnly);

  /**
   * Whether a session should be replaced rather than used again: its member is down or not eligible
   * any more, or another one should have it.
   */
  boolean retires(HeldSession held);

  /** Ends its use in order. */
  void close(HeldSession held) throws SQLException;

  /** Ends it at once, as {@code Connection.abort} does. */
  void abort(HeldSession held, Executor executor) throws SQLException;

  /** It is lost, and what ended it closes it. */
  void lost(HeldSession held) throws SQLException;

  /** The logical connection has ended, and opens no more. */
  void release();

  Cluster cluster();

  /** A lost session is replaced where no transaction is open. */
  boolean reconnects();

  /** The read-only flag chooses between two sessions; otherwise there is one, for good. */
  boolean split();

  /** Of the two, one may be held while the other is used. */
  boolean keepsBoth();
}
