package io.pgha.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
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

/** What an application sees that borrows connections of HikariCP, to the leader of a cluster. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class ClusterPoolBenchmark {
  @Param RealContender contender = RealContender.PGJDBC;

  private DataSource pool;

  @Setup
  public void fill() throws SQLException {
    pool = contender.pool(Endpoints.told());
    borrowQueryAndReturn();
  }

  @TearDown
  public void close() throws IOException {
    ((Closeable) pool).close();
  }

  @Benchmark
  public void borrowAndReturn() throws SQLException {
    pool.getConnection().close();
  }

  /** Where borrowing alone takes no session, the statement does. */
  @Benchmark
  public int borrowQueryAndReturn() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return Calls.select1(connection);
    }
  }

  @Benchmark
  public int springTransaction() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return Calls.transaction(connection);
    }
  }

  @Benchmark
  public int springReadOnlyTransaction() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return Calls.readOnlyTransaction(connection);
    }
  }
}
