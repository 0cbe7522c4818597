package io.pgha.driver.jdbc;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The threads that open sessions for pools. They may wait for a leader for as long as a pool is
 * patient, and when the pool is closed nobody should wait for them. Thread-safe.
 */
final class Fillers {
  private final Set<Thread> opening = ConcurrentHashMap.newKeySet();

  /** Set once, by whoever closes. */
  private volatile boolean stopped;

  /** The calling thread begins to open a session. */
  void begin() throws SQLException {
    opening.add(Thread.currentThread());
    if (stopped) {
      end();
      throw stoppedException();
    }
  }

  void end() {
    opening.remove(Thread.currentThread());
  }

  boolean stopped() {
    return stopped;
  }

  SQLException stoppedException() {
    return new SQLException("The pool has been closed.", "08003");
  }

  /** Interrupts those who wait for a member, and refuses all who come. */
  void stop() {
    stopped = true;
    opening.forEach(Thread::interrupt);
  }
}
