package io.pgha.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What each call costs over pgjdbc whose server is memory of the same thread: no network, no
 * process, so that some nanoseconds show.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class StubBenchmark {
  @Param({"PGJDBC", "PGHA", "P6SPY", "AWS", "AWS_DEFAULT", "AWS_SRW_EFM2"})
  StubContender contender = StubContender.PGJDBC;

  private FakeMembers members;
  private Connection connection;
  private PreparedStatement empty;
  private ResultSet rows;

  @Setup
  public void connect() throws IOException, SQLException {
    members = FakeMembers.start(1);
    connection = contender.connect(members);
    empty = connection.prepareStatement("insert into rows default values");
    rows =
        connection
            .createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)
            .executeQuery(MemoryAnswer.SELECT_ROWS);
  }

  @TearDown
  public void close() throws SQLException {
    connection.close();
    members.close();
  }

  @Benchmark
  public void connectAndClose() throws SQLException {
    contender.connect(members).close();
  }

  @Benchmark
  public void createAndCloseStatement() throws SQLException {
    Calls.createAndClose(connection);
  }

  /** An execution for which pgjdbc sends nothing: what is left is the way there and back. */
  @Benchmark
  public int[] executeEmptyBatch() throws SQLException {
    return empty.executeBatch();
  }

  @Benchmark
  public int preparedSelect1() throws SQLException {
    return Calls.select1(connection);
  }

  /** One result, read again and again. */
  @Benchmark
  public void rows1000(Blackhole blackhole) throws SQLException {
    rows.beforeFirst();
    Calls.readAll(rows, blackhole);
  }

  @Benchmark
  public boolean getAutoCommit() throws SQLException {
    return connection.getAutoCommit();
  }

  @Benchmark
  public int springTransaction() throws SQLException {
    return Calls.transaction(connection);
  }

  @Benchmark
  public int springReadOnlyTransaction() throws SQLException {
    return Calls.readOnlyTransaction(connection);
  }
}
