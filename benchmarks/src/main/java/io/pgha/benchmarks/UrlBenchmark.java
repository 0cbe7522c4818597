package io.pgha.benchmarks;

import io.pgha.driver.config.Config;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.postgresql.Driver;

/** Reading a URL. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
public class UrlBenchmark {
  private static final String REST = "//db1,db2,db3/shop?user=app&password=secret&connectTimeout=5";

  @Param Parser contender = Parser.PGJDBC;

  @Benchmark
  public Object parse() throws SQLException {
    return contender.parse();
  }

  /** Who reads it, named as in the other benchmarks. */
  public enum Parser {
    PGJDBC {
      @Override
      Object parse() {
        return Objects.requireNonNull(Driver.parseURL("jdbc:postgresql:" + REST, new Properties()));
      }
    },
    PGHA {
      @Override
      Object parse() throws SQLException {
        return Config.of("jdbc:pgha:" + REST, new Properties());
      }
    };

    abstract Object parse() throws SQLException;
  }
}
