package io.pgha.hikari;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for a session of a pool, for whom it opens one when it has closed another.
 * HikariCP does that for its {@code minimumIdle} alone, and otherwise only when somebody begins to
 * wait: who waits already, for a session that is closed instead of returned, would wait until
 * somebody else comes, or until his time is over. Thread-safe.
 */
final class WaitingBorrowers {
  /** Null until the pool has been started; nobody borrows before. Written once. */
  private volatile @Nullable HikariPool pool;

  /** The pool whose they are. */
  void of(HikariDataSource started) {
    pool = started.getHikariPoolMXBean() instanceof HikariPool own ? own : null;
  }

  /** As when one of them begins to wait; does nothing if there is none. */
  void serve() {
    HikariPool own = pool;
    if (own == null) {
      return;
    }
    int waiting = own.getThreadsAwaitingConnection();
    if (waiting > 0) {
      own.addBagItem(waiting);
    }
  }
}
