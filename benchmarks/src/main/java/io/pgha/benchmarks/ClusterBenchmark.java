package io.pgha.benchmarks;

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

/** What calls cost on connections to the leader of a real cluster. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class ClusterBenchmark {
  @Param({
    "PGJDBC",
    "PGJDBC_MULTI_HOST",
    "PGHA",
    "AWS",
    "AWS_DEFAULT",
    "AWS_SRW_EFM2",
    "P6SPY",
    "HAPROXY",
    "PGBOUNCER"
  })
  RealContender contender = RealContender.PGJDBC;

  private Endpoints endpoints;
  private Connection connection;
  private PreparedStatement rows;

  @Setup
  public void connect() throws SQLException {
    endpoints = Endpoints.told();
    connection = contender.connect(endpoints);
    rows =
        connection.prepareStatement(
            "select number, 'name ' || number from generate_series(1, 1000) number");
  }

  @TearDown
  public void close() throws SQLException {
    connection.close();
  }

  @Benchmark
  public void connectAndClose() throws SQLException {
    contender.connect(endpoints).close();
  }

  @Benchmark
  public void createAndCloseStatement() throws SQLException {
    Calls.createAndClose(connection);
  }

  @Benchmark
  public int preparedSelect1() throws SQLException {
    return Calls.select1(connection);
  }

  @Benchmark
  public void rows1000(Blackhole blackhole) throws SQLException {
    try (ResultSet result = rows.executeQuery()) {
      Calls.readAll(result, blackhole);
    }
  }
}
