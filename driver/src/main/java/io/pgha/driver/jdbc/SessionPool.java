package io.pgha.driver.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** A pool of what {@link PooledConnector#sessions} makes. Thread-safe. */
public interface SessionPool {
  /**
   * A connection of the pool, given back by {@link Connection#close}.
   *
   * @throws SQLException when there is none in time
   */
  Connection borrow() throws SQLException;

  /** Has the pool close this borrowed connection when it is given back, and not lend it again. */
  void evict(Connection borrowed);
}
