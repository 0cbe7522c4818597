package io.pgha.interop;

import io.pgha.testkit.Member;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that write numbers through a pool, a connection borrowed for each, and remember which
 * were reported as done, and what failed. A failure is not repeated: the next number comes.
 */
final class Traffic implements AutoCloseable {
  private static final long PAUSE_MILLIS = 10;

  private final Pool pool;
  private final ScheduledExecutorService threads;
  private final AtomicInteger last = new AtomicInteger();
  private final Set<Integer> done = ConcurrentHashMap.newKeySet();

  /** By thread, the address of the member that did its last write. */
  private final Map<Integer, String> servers = new ConcurrentHashMap<>();

  /** By SQLSTATE. */
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  private Traffic(Pool pool, int threads) {
    this.pool = pool;
    this.threads = Executors.newScheduledThreadPool(threads, Traffic::daemon);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "traffic");
    thread.setDaemon(true);
    return thread;
  }

  /** Makes the table too, anew. */
  static Traffic start(Pool pool, int threads) throws SQLException {
    try (Connection connection = pool.borrow();
        Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists written");
      statement.execute("create table written (number int primary key)");
    }
    Traffic traffic = new Traffic(pool, threads);
    for (int thread = 0; thread < threads; thread++) {
      traffic.startThread(thread);
    }
    return traffic;
  }

  private void startThread(int thread) {
    var unused =
        threads.scheduleWithFixedDelay(() -> write(thread), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void write(int thread) {
    int number = last.incrementAndGet();
    try (Connection connection = pool.borrow()) {
      String server = write(connection, number);
      done.add(number);
      servers.put(thread, server);
    } catch (SQLException e) {
      failures.merge(Objects.requireNonNullElse(e.getSQLState(), "none"), 1, Integer::sum);
    }
  }

  private static String write(Connection connection, int number) throws SQLException {
    String sql = "insert into written values (?) returning host(inet_server_addr())";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setInt(1, number);
      ResultSet answer = insert.executeQuery();
      answer.next();
      return answer.getString(1);
    }
  }

  /** Whether each of so many threads did its last write on this member. */
  boolean isOn(Member member, int threads) {
    return servers.size() == threads && servers.values().stream().allMatch(member.host()::equals);
  }

  /** The numbers that were reported as done. */
  Set<Integer> done() {
    return done;
  }

  /** How many writes failed, by SQLSTATE. */
  Map<String, Integer> failures() {
    return new TreeMap<>(failures);
  }

  /** Returns when the writes under way have ended. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("The traffic does not end");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
