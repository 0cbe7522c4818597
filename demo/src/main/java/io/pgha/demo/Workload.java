package io.pgha.demo;

import com.zaxxer.hikari.HikariDataSource;
import io.pgha.demo.Failure.Work;
import io.pgha.demo.Served.Read;
import io.pgha.demo.Served.Write;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The application: a few threads that write through one pool, and a few that read through another.
 * It knows nothing of the cluster but its URL. A statement that fails is recorded and not repeated;
 * the next one is new.
 */
final class Workload implements AutoCloseable {
  static final int WRITERS = 3;
  static final int READERS = 3;
  static final int PAUSE_MILLIS = 50;
  static final String TABLE = "demo_writes";

  private static final String CREATE =
      "create table " + TABLE + " (id bigint primary key, written timestamptz default now())";
  private static final String WHO = "host(inet_server_addr()), pg_is_in_recovery()";
  private static final String INSERT =
      "insert into %s (id) values (?) returning %s, pg_walfile_name(pg_current_wal_lsn())"
          .formatted(TABLE, WHO);
  private static final String SELECT = "select %s, max(id) from %s".formatted(WHO, TABLE);

  private final Recorder recorder;
  private final Map<String, String> namesByHost;
  private final HikariDataSource writing;
  private final HikariDataSource reading;
  private final Repeater threads;
  private final AtomicLong lastId = new AtomicLong();

  Workload(PatroniCluster cluster, Recorder recorder) {
    this.recorder = recorder;
    this.namesByHost =
        cluster.members().stream().collect(Collectors.toMap(Member::host, Member::name));
    this.writing = Pools.forWriting(cluster);
    this.reading = Pools.forReading(cluster);
    this.threads = new Repeater("application", WRITERS + READERS);
  }

  void start() throws SQLException {
    try (Connection connection = writing.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(CREATE);
    }
    repeat(WRITERS, this::write);
    repeat(READERS, this::read);
  }

  private void repeat(int times, Runnable task) {
    for (int i = 0; i < times; i++) {
      threads.withPause(PAUSE_MILLIS, task);
    }
  }

  private void write() {
    try (Connection connection = writing.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      long id = lastId.incrementAndGet();
      insert.setLong(1, id);
      long start = recorder.now();
      try (ResultSet answer = insert.executeQuery()) {
        answer.next();
        recorder.add(
            new Write(id, timeline(answer), member(answer), answer.getBoolean(2), since(start)));
      }
    } catch (SQLException e) {
      record(Work.WRITE, e);
    }
  }

  private void read() {
    try (Connection connection = Pools.borrowForReading(reading);
        Statement statement = connection.createStatement()) {
      long start = recorder.now();
      try (ResultSet answer = statement.executeQuery(SELECT)) {
        answer.next();
        recorder.add(new Read(member(answer), answer.getBoolean(2), since(start)));
      }
    } catch (SQLException e) {
      record(Work.READ, e);
    }
  }

  /** The name of a file of WAL begins with the timeline, in eight hexadecimal digits. */
  private static int timeline(ResultSet answer) throws SQLException {
    return Integer.parseInt(answer.getString(3).substring(0, 8), 16);
  }

  private String member(ResultSet answer) throws SQLException {
    String host = answer.getString(1);
    return namesByHost.getOrDefault(host, host);
  }

  private Span since(long start) {
    return new Span(start, recorder.now());
  }

  private void record(Work work, SQLException e) {
    recorder.add(
        new Failure(
            work,
            recorder.now(),
            String.valueOf(e.getSQLState()),
            String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
  }

  /** Lets the statements under way come to an end, then closes the pools. */
  @Override
  public void close() {
    threads.close();
    writing.close();
    reading.close();
  }
}
