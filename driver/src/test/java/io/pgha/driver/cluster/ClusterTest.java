package io.pgha.driver.cluster;

import static io.pgha.driver.cluster.Answers.leader;
import static io.pgha.driver.cluster.Answers.replica;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.patroni.FakePatroni;
import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.session.Session;
import io.pgha.driver.session.StubConnection;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterTest {
  private final Fakes fakes = new Fakes();
  private final AtomicInteger housekept = new AtomicInteger();
  private FakePatroni pg1;
  private FakePatroni pg2;
  private Cluster cluster;

  @BeforeEach
  void start() throws IOException {
    pg1 = fakes.start().behave(leader("pg1"));
    pg2 = fakes.start().behave(replica("pg2"));
    cluster =
        Cluster.watch(
            Fakes.watched(pg1, pg2),
            Fakes.client(),
            new ApiGate(),
            Ticker.systemTicker(),
            new Random(20261123),
            housekept::incrementAndGet);
  }

  @AfterEach
  void stop() throws IOException {
    cluster.close();
    fakes.close();
  }

  @Test
  void wakesWhoWaitsForALeader() throws InterruptedException {
    MemberView leader = awaitLeader(pg1).readyLeader().orElseThrow();

    assertThat(leader.member().name()).isEqualTo("pg1");
    await().until(() -> housekept.get() > 0);
  }

  @Test
  void asksSoonerForWhoIsInAHurry() throws InterruptedException {
    awaitLeader(pg1);
    pg1.behave(replica("pg1"));
    pg2.behave(leader("pg2"));

    assertThat(awaitLeader(pg2).readyLeader()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void goesOnAndTellsWhoWatchesWhenTheLogFails(Runnable failure) throws InterruptedException {
    Logger log = Logger.getLogger("io.pgha.driver");
    FailingHandler full = new FailingHandler(failure);
    log.addHandler(full);
    try {
      awaitLeader(pg1);
      AtomicReference<View> told = new AtomicReference<>();
      cluster.onView(told::set);
      StubConnection writing = open(cluster.view(), Purpose.WRITE);
      pg1.behave(replica("pg1"));
      pg2.behave(leader("pg2"));

      awaitLeader(pg2);
      await().until(writing::aborted);
      await().until(() -> told.get() != null && told.get().readyLeader().isPresent());
      assertThat(full.lines).hasPositiveValue();
    } finally {
      log.removeHandler(full);
    }
  }

  static Stream<Runnable> failures() {
    return Stream.of(
        () -> {
          throw new IllegalStateException("disk full");
        },
        () -> {
          throw new NoClassDefFoundError("undeployed");
        });
  }

  private static final class FailingHandler extends Handler {
    private final Runnable failure;
    private final AtomicInteger lines = new AtomicInteger();

    private FailingHandler(Runnable failure) {
      this.failure = failure;
    }

    @Override
    public void publish(LogRecord line) {
      lines.incrementAndGet();
      failure.run();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void fencesWhoWroteOnTheLastLeader() throws InterruptedException {
    View view = awaitLeader(pg1);
    StubConnection writing = open(view, Purpose.WRITE);
    StubConnection reading = open(view, Purpose.read(Target.ANY));
    pg1.behave(replica("pg1"));
    pg2.behave(leader("pg2"));

    awaitLeader(pg2);

    await().until(writing::aborted);
    assertThat(reading.aborted()).isFalse();
  }

  private StubConnection open(View view, Purpose purpose) {
    StubConnection connection = new StubConnection();
    cluster
        .sessions()
        .add(
            new Session(
                view.readyLeader().orElseThrow().member(),
                purpose,
                connection.connection(),
                /* primary= */ true,
                view.leader()));
    return connection;
  }

  /** As a connect does, which is in a hurry. */
  private View awaitLeader(FakePatroni patroni) throws InterruptedException {
    cluster.hurry();
    return cluster.await(
        view ->
            view.readyLeader()
                .filter(seen -> seen.member().api().equals(patroni.api()))
                .isPresent(),
        Deadline.after(Ticker.systemTicker(), Duration.ofSeconds(10)));
  }
}
