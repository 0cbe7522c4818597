package io.pgha.driver.it;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes numbers, one transaction each, over one connection, as fast as every 10 ms, and remembers
 * which were acknowledged, where and when. After a failure it connects again, unless the server is
 * just not writable (yet).
 */
final class Writer {
  private static final Duration PAUSE = Duration.ofMillis(10);

  interface Source {
    Connection connect() throws SQLException;
  }

  record Write(int number, String server, long nanos) {}

  private final String name;
  private final Source source;
  private final List<Write> acknowledged = new CopyOnWriteArrayList<>();
  private final List<SQLException> failures = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Writer::daemon);

  // Used by the thread, and after its end.
  private @Nullable Connection connection;
  private int number;

  Writer(String name, Source source) {
    this.name = name;
    this.source = source;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "writer");
    thread.setDaemon(true);
    return thread;
  }

  void start() {
    var unused =
        thread.scheduleWithFixedDelay(this::write, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void write() {
    try {
      if (connection == null) {
        connection = source.connect();
      }
      acknowledged.add(write(connection));
    } catch (SQLException e) {
      failures.add(e);
      if (!"25006".equals(e.getSQLState())) {
        drop();
      }
    }
  }

  private Write write(Connection open) throws SQLException {
    String sql = "insert into written values (?, ?) returning host(inet_server_addr())";
    try (PreparedStatement insert = open.prepareStatement(sql)) {
      insert.setString(1, name);
      insert.setInt(2, ++number);
      ResultSet answer = insert.executeQuery();
      answer.next();
      return new Write(number, answer.getString(1), System.nanoTime());
    }
  }

  private void drop() {
    Connection dropped = connection;
    connection = null;
    try {
      if (dropped != null) {
        dropped.close();
      }
    } catch (SQLException e) {
      failures.add(e);
    }
  }

  String name() {
    return name;
  }

  List<Write> acknowledged() {
    return acknowledged;
  }

  boolean hasWrittenOn(String server) {
    return acknowledged.stream().anyMatch(write -> write.server().equals(server));
  }

  Set<Integer> numbers() {
    return acknowledged.stream().map(Write::number).collect(Collectors.toSet());
  }

  /** What the application saw. */
  List<SQLException> failures() {
    return failures;
  }

  /** The longest time in which none of them had a write acknowledged. */
  static Duration longestGap(Stream<Writer> writers) {
    List<Long> times =
        writers
            .flatMap(writer -> writer.acknowledged().stream())
            .map(Write::nanos)
            .sorted(Comparator.naturalOrder())
            .toList();
    long longest = 0;
    for (int i = 1; i < times.size(); i++) {
      longest = Math.max(longest, times.get(i) - times.get(i - 1));
    }
    return Duration.ofNanos(longest);
  }

  void stop() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("The writer " + name + " does not end");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    drop();
  }
}
