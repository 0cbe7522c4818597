package io.pgha.driver.session;

import static io.pgha.driver.topology.PolledCluster.api;
import static io.pgha.driver.topology.PolledCluster.member;
import static io.pgha.driver.topology.StatusBuilder.leader;
import static io.pgha.driver.topology.StatusBuilder.replica;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgha.driver.config.HostPort;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.Observation;
import io.pgha.driver.topology.PolledCluster;
import io.pgha.driver.topology.TopologyRules;
import io.pgha.driver.topology.View;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionsTest {
  private final Sessions sessions = new Sessions(Runnable::run);
  private final StubConnection connection = new StubConnection();
  private final PolledCluster polled =
      PolledCluster.of("pg1", "pg2").answers("pg1", leader()).answers("pg2", replica());

  @Test
  void countsByMember() {
    Session first = open(Purpose.WRITE);
    Session second = open(Purpose.WRITE);
    assertThat(sessions.count(api("pg1"))).isEqualTo(2);
    assertThat(sessions.count(api("pg2"))).isZero();

    sessions.remove(first);
    sessions.remove(first);
    assertThat(sessions.count(api("pg1"))).isEqualTo(1);

    sessions.remove(second);
    assertThat(sessions.count(api("pg1"))).isZero();
  }

  @Test
  void countsSessionAddedTwiceOnce() {
    Session session = open(Purpose.WRITE);
    sessions.add(session);

    assertThat(sessions.count(api("pg1"))).isEqualTo(1);
  }

  @Test
  void countsRightWhenManyThreadsOpenAndClose() throws Exception {
    runInThreads(
        4,
        () -> {
          for (int i = 0; i < 2_000; i++) {
            sessions.remove(open(Purpose.WRITE));
          }
        });

    assertThat(sessions.count(api("pg1"))).isZero();
  }

  @Test
  void forgetsSessionThatTheApplicationForgot() {
    WeakReference<Session> forgotten = new WeakReference<>(open(Purpose.WRITE));

    await()
        .untilAsserted(
            () -> {
              System.gc();
              sessions.remove(open(Purpose.WRITE));
              assertThat(forgotten.get()).isNull();
              assertThat(sessions.count(api("pg1"))).isZero();
            });
  }

  @Test
  void fencesWhenAnotherMemberLeads() {
    Session session = open(Purpose.WRITE);

    sessions.fence(polled.view());
    assertThat(session.fenced()).isFalse();

    sessions.fence(led("pg2", 2));
    assertThat(session.fenced()).isTrue();
    assertThat(connection.aborted()).isTrue();
  }

  @Test
  void fencesWhenTheSameMemberWasPromotedAgain() {
    Session session = open(Purpose.WRITE);

    sessions.fence(led("pg1", 2));

    assertThat(session.fenced()).isTrue();
  }

  @Test
  void leavesAloneWhenOnlyTheAddressOfTheLeaderHasChanged() {
    Session session = open(Purpose.WRITE);
    Member moved =
        new Member(
            "pg1", new HostPort("pg1", 5432), URI.create("https://pg1:8008"), /* seed= */ false);
    View renamed = TopologyRules.replaceMembers(polled.view(), List.of(moved));
    View led =
        TopologyRules.observe(
            renamed, Observation.answer(moved.api(), 9, leader().timeline(1).named("pg1")));

    sessions.fence(led);

    assertThat(led.leaderMember()).isPresent();
    assertThat(session.fenced()).isFalse();
  }

  @Test
  void leavesAloneWhileNobodyLeads() {
    Session session = open(Purpose.WRITE);
    View leaderless =
        polled.nextRound().silent("pg1").answers("pg2", replica()).nextRound().silent("pg1").view();

    sessions.fence(leaderless);

    assertThat(leaderless.leader()).isNull();
    assertThat(session.fenced()).isFalse();
  }

  @Test
  void leavesAloneWhenTheTimelineWasNotKnown() {
    PolledCluster starting = PolledCluster.of("pg1").answers("pg1", leader().timeline(0));
    Session session = session(Purpose.WRITE, /* primary= */ true, starting.view());

    sessions.fence(starting.nextRound().answers("pg1", leader().timeline(4)).view());

    assertThat(session.fenced()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Target.class,
      names = {"SECONDARY", "PREFER_SECONDARY", "ANY"})
  void neverFencesReaders(Target target) {
    Session onLeader = open(Purpose.read(target));
    Session onReplica = session(Purpose.read(target), /* primary= */ false, polled.view());

    sessions.fence(led("pg2", 2));

    assertThat(List.of(onLeader.fenced(), onReplica.fenced())).containsExactly(false, false);
  }

  @ParameterizedTest
  @EnumSource(
      value = Target.class,
      names = {"PRIMARY", "PREFER_PRIMARY"})
  void fencesWhatIsFixedToTheLeader(Target target) {
    Session session = open(Purpose.fixed(target));

    sessions.fence(led("pg2", 2));

    assertThat(session.fenced()).isTrue();
  }

  @Test
  void keepsSessionOnReplicaThatBecameLeaderAsItWasOpened() {
    Session promoted =
        new Session(
            member("pg2"),
            Purpose.fixed(Target.PREFER_PRIMARY),
            connection.connection(),
            /* primary= */ true,
            polled.view().leader());
    sessions.add(promoted);

    sessions.fence(led("pg2", 2));

    assertThat(promoted.fenced()).isFalse();
  }

  @Test
  void fencesSessionOpenedWithoutKnownLeaderOnceAnotherLeads() {
    Session session =
        session(
            Purpose.fixed(Target.PREFER_PRIMARY),
            /* primary= */ true,
            PolledCluster.of("pg1", "pg2").view());

    sessions.fence(led("pg2", 2));

    assertThat(session.fenced()).isTrue();
  }

  @Test
  void goesOnWhenOneCannotBeAborted() {
    List<Session> all =
        Stream.of(new IllegalStateException("for the test"), new SQLException("for the test"))
            .map(failure -> new StubConnection().failing(failure))
            .map(this::open)
            .toList();

    sessions.fence(led("pg2", 2));

    assertThat(all).allMatch(Session::fenced);
  }

  @Test
  void tellsWhetherItWasFencedAlready() {
    Session session = open(Purpose.WRITE);
    View before = polled.view();
    assertThat(sessions.fenceIfOutdated(session, before)).isFalse();

    assertThat(sessions.fenceIfOutdated(session, led("pg2", 2))).isTrue();
    assertThat(sessions.fenceIfOutdated(session, before)).isTrue();
  }

  /** Who opens registers, then looks at the view; who fences publishes, then looks who is there. */
  @Test
  void letsNoSessionSlipBetweenOpeningAndFencing() throws Exception {
    View before = polled.view();
    View after = led("pg2", 2);
    for (int i = 0; i < 100; i++) {
      AtomicReference<View> published = new AtomicReference<>(before);
      List<Session> opened = new ArrayList<>();
      runTogether(
          () -> {
            Session session = session(Purpose.WRITE, /* primary= */ true, before);
            sessions.fenceIfOutdated(session, Objects.requireNonNull(published.get()));
            opened.add(session);
          },
          () -> {
            published.set(after);
            sessions.fence(after);
          });

      assertThat(opened).allMatch(Session::fenced);
      opened.forEach(sessions::remove);
    }
  }

  private Session open(Purpose purpose) {
    return session(purpose, /* primary= */ true, polled.view());
  }

  private Session open(StubConnection stub) {
    return session(Purpose.WRITE, stub, /* primary= */ true, polled.view());
  }

  private Session session(Purpose purpose, boolean primary, View seen) {
    return session(purpose, connection, primary, seen);
  }

  private Session session(Purpose purpose, StubConnection stub, boolean primary, View seen) {
    Session session =
        new Session(member("pg1"), purpose, stub.connection(), primary, seen.leader());
    sessions.add(session);
    return session;
  }

  private View led(String name, long timeline) {
    PolledCluster next = polled.nextRound();
    for (String each : List.of("pg1", "pg2")) {
      next.answers(each, each.equals(name) ? leader().timeline(timeline) : replica());
    }
    return next.view();
  }

  private static void runInThreads(int count, Runnable work) throws Exception {
    Runnable[] all = new Runnable[count];
    Arrays.fill(all, work);
    runTogether(all);
  }

  private static void runTogether(Runnable... all) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(all.length);
    try {
      CyclicBarrier together = new CyclicBarrier(all.length);
      List<Future<?>> running = new ArrayList<>();
      for (Runnable each : all) {
        running.add(
            threads.submit(
                () -> {
                  together.await();
                  each.run();
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }
  }
}
