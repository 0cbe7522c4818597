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

/**
 * What borrowing a connection costs whose server is memory of the same JVM. All pools are of
 * HikariCP.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class StubPoolBenchmark {
  @Param StubContender contender = StubContender.PGJDBC;

  private FakeMembers members;
  private DataSource pool;

  @Setup
  public void fill() throws IOException, SQLException {
    members = FakeMembers.start(1);
    pool = contender.pool(members);
    borrowQueryAndReturn();
  }

  @TearDown
  public void close() throws IOException {
    ((Closeable) pool).close();
    members.close();
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
}
