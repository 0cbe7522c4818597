package io.pgha.driver.routing;

import static io.pgha.driver.routing.Routings.settings;
import static io.pgha.driver.topology.PolledCluster.api;
import static io.pgha.driver.topology.StatusBuilder.leader;
import static io.pgha.driver.topology.StatusBuilder.replica;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.cluster.Deadline;
import io.pgha.driver.cluster.ManualCluster;
import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.session.Session;
import io.pgha.driver.session.StubConnection;
import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.PolledCluster;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads that open sessions on the same member. */
class OpeningsTest {
  private static final int THREADS = 100;
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Ticker ticker = Ticker.systemTicker();
  private final PolledCluster polled =
      PolledCluster.of("pg1", "pg2").answers("pg1", leader()).answers("pg2", replica()).settled();
  private final ManualCluster cluster = new ManualCluster(polled.view(), ticker);
  private final Router router = new Router(cluster.cluster(), settings(""));
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger opening = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final Semaphore let = new Semaphore(0);
  private volatile Set<String> hanging = Set.of("pg1");

  @AfterEach
  void stop() {
    threads.shutdownNow();
    cluster.close();
  }

  private List<Future<Session>> openAll(Duration failoverTimeout) {
    return Stream.generate(() -> threads.submit(() -> open(failoverTimeout)))
        .limit(THREADS)
        .toList();
  }

  private Session open(Duration failoverTimeout) throws SQLException {
    Deadline deadline = Deadline.after(ticker, failoverTimeout);
    return router.open(
        Purpose.WRITE, (PlainOpener) this::open, deadline, Deadline.after(ticker, LONG));
  }

  /** Where it hangs as the test lets it, elsewhere at once. */
  private Session open(Member member, Purpose purpose, @Nullable Leader term, long remainingNanos) {
    most.accumulateAndGet(opening.incrementAndGet(), Math::max);
    if (hanging.contains(Objects.requireNonNull(member.name()))) {
      let.acquireUninterruptibly();
    }
    opening.decrementAndGet();
    boolean primary = !purpose.readOnly();
    return new Session(member, purpose, new StubConnection().connection(), primary, term);
  }

  @Test
  void openOnlySoManyAtOnceAndAllInTheEnd() throws Exception {
    List<Future<Session>> all = openAll(LONG);
    await().until(() -> opening.get() == Openings.AT_ONCE);
    let.release(THREADS);

    for (Future<Session> each : all) {
      assertThat(each.get().member().name()).isEqualTo("pg1");
    }
    assertThat(most.get()).isEqualTo(Openings.AT_ONCE);
    assertThat(cluster.cluster().sessions().count(api("pg1"))).isEqualTo(THREADS);
  }

  /** Though none of the sessions is there yet when the last thread chooses. One comes at a time. */
  @Test
  void spreadOverReplicas() throws Exception {
    cluster.publish(
        PolledCluster.of("pg1", "pg2", "pg3")
            .answers("pg1", leader())
            .answers("pg2", replica())
            .answers("pg3", replica())
            .settled()
            .view());
    hanging = Set.of("pg2", "pg3");
    List<Future<Session>> all = new ArrayList<>();
    while (all.size() < THREADS) {
      all.add(threads.submit(this::read));
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> coming("pg2") + coming("pg3") == all.size());
    }
    let.release(THREADS);

    for (Future<Session> each : all) {
      assertThat(each.get().primary()).isFalse();
    }
    assertThat(cluster.cluster().sessions().count(api("pg2"))).isEqualTo(THREADS / 2);
    assertThat(coming("pg2") + coming("pg3")).isZero();
  }

  private int coming(String member) {
    return router.openings().count(api(member));
  }

  private Session read() throws SQLException {
    Deadline deadline = Deadline.after(ticker, LONG);
    return router.open(
        Purpose.read(Target.SECONDARY), (PlainOpener) this::open, deadline, deadline);
  }

  /** That is about clusters without a leader. */
  @Test
  void waitForTheirTurnThoughTheyWouldNotForALeader() throws Exception {
    List<Future<Session>> all = openAll(Duration.ZERO);
    await().until(() -> opening.get() == Openings.AT_ONCE);
    let.release(THREADS);

    for (Future<Session> each : all) {
      assertThat(each.get().member().name()).isEqualTo("pg1");
    }
  }

  @Test
  void goToTheNextLeaderWhileSomeHangOnTheLast() throws Exception {
    List<Future<Session>> all = openAll(LONG);
    await().until(() -> opening.get() == Openings.AT_ONCE);
    cluster.publish(polled.nextRound().silent("pg1").answers("pg2", leader().timeline(2)).view());

    await().until(() -> all.stream().filter(Future::isDone).count() == THREADS - Openings.AT_ONCE);
    assertThat(cluster.cluster().sessions().count(api("pg2")))
        .isEqualTo(THREADS - Openings.AT_ONCE);
    let.release(THREADS);
    for (Future<Session> each : all) {
      assertThat(each.get().member().name()).isEqualTo("pg2");
    }
  }
}
