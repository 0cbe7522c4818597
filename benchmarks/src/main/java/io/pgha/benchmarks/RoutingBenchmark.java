package io.pgha.benchmarks;

import io.pgha.driver.routing.Decision;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.topology.MemberView;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Which member a session goes to, in clusters of several sizes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class RoutingBenchmark {
  private static final int MANY = 8;

  @Param({"3", "10", "100"})
  int members = 3;

  private Decision decision;

  @Setup
  public void look() throws IOException, SQLException, InterruptedException {
    try (FakeMembers fakes = FakeMembers.start(members)) {
      decision = new Decision(fakes.url());
    }
  }

  @Benchmark
  public MemberView leader() {
    return Objects.requireNonNull(decision.choose(Target.PRIMARY));
  }

  @Benchmark
  @Threads(MANY)
  public MemberView leaderBy8Threads() {
    return leader();
  }

  @Benchmark
  public MemberView replica() {
    return Objects.requireNonNull(decision.choose(Target.PREFER_SECONDARY));
  }

  @Benchmark
  @Threads(MANY)
  public MemberView replicaBy8Threads() {
    return replica();
  }
}
