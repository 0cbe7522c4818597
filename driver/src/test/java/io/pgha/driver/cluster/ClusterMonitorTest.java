package io.pgha.driver.cluster;

import static io.pgha.driver.cluster.Answers.leader;
import static io.pgha.driver.cluster.Answers.members;
import static io.pgha.driver.cluster.Answers.replica;
import static io.pgha.driver.cluster.Fakes.watched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgha.driver.LogCapture;
import io.pgha.driver.patroni.Behaviour;
import io.pgha.driver.patroni.FakePatroni;
import io.pgha.driver.session.Sessions;
import io.pgha.driver.session.WaitingSessions;
import io.pgha.driver.telemetry.Telemetry;
import io.pgha.driver.topology.Discovered;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Time stands still, so that nothing happens but what a test lets happen by a tick. */
class ClusterMonitorTest {
  private static final Duration ROUND = Duration.ofMillis(120);

  private final TestTicker ticker = TestTicker.standing();
  private final ApiGate gate = new ApiGate();
  private final Sessions sessions = new Sessions(Runnable::run);
  private final List<View> views = new CopyOnWriteArrayList<>();
  private final List<ClusterMonitor> monitors = new ArrayList<>();
  private final Fakes fakes = new Fakes();
  private FakePatroni pg1;
  private FakePatroni pg2;

  @BeforeEach
  void start() throws IOException {
    pg1 = fakes.start().behave(leader("pg1"));
    pg2 = fakes.start().behave(replica("pg2"));
  }

  @AfterEach
  void stop() throws IOException {
    monitors.forEach(ClusterMonitor::close);
    fakes.close();
  }

  @Test
  void tellsWhatTheMembersAnswerAndAsksEachOnce() {
    monitor(withoutDiscovery(watched(pg1, pg2)));

    awaitView(View::settled);
    assertThat(leaderOf(view())).isEqualTo("pg1");
    assertThat(pg1.requests()).containsExactly("/primary");
    assertThat(pg2.requests()).containsExactly("/primary");
  }

  @Test
  void asksAgainInAHurry() {
    ClusterMonitor monitor = monitor(withoutDiscovery(watched(pg1, pg2)));
    awaitView(View::settled);
    pg1.behave(replica("pg1"));
    pg2.behave(leader("pg2"));

    tick(monitor, ROUND);

    awaitView(view -> view.readyLeader().isPresent() && leaderOf(view).equals("pg2"));
  }

  @Test
  void asksOnceForManyHurries() {
    ClusterMonitor monitor = monitor(withoutDiscovery(watched(pg1)));
    awaitView(View::settled);
    for (int i = 0; i < 10_000; i++) {
      monitor.hurry();
    }
    tick(monitor, ROUND);

    soon().until(() -> pg1.requests().size() == 2);
    awaitView(view -> view.members().get(0).round() == 2);
    assertThat(pg1.requests()).hasSize(2);
  }

  @Test
  void letsNoMemberHoldUpTheOthers() {
    pg2.behave(Behaviour.hang());
    ClusterMonitor monitor = monitor(withoutDiscovery(watched(pg1, pg2)));
    for (int rounds = 2; rounds <= 6; rounds++) {
      awaitRound(pg1, rounds - 1);
      tick(monitor, ROUND);
    }
    awaitRound(pg1, 6);

    soon().until(() -> pg2.requests().size() == 1);
    assertThat(view().members().get(1).polled()).isFalse();

    tick(monitor, Duration.ofSeconds(1));
    awaitView(view -> view.members().get(1).polled());
    assertThat(view().members().get(1).failure())
        .isEqualTo("no answer from " + pg2.api() + " within 1000 ms");
    assertThat(leaderOf(view())).isEqualTo("pg1");
  }

  @Test
  void believesThatAReplicaIsThereWhileSessionsAreOpenedOnIt() {
    pg2.behave(Behaviour.hang());
    WatchedCluster watched = withoutDiscovery(watched(pg1, pg2));
    ClusterMonitor monitor = monitor(watched);
    awaitRound(pg1, 1);
    soon().until(() -> pg2.openConnections() == 1);
    openedOn(watched.seeds().get(1));

    tick(monitor, Duration.ofSeconds(1));
    awaitRound(pg1, 2);
    assertThat(view().members().get(1).polled()).isFalse();

    tick(monitor, Duration.ofSeconds(1));
    awaitView(view -> view.members().get(1).silences() == 1);
  }

  @Test
  void doesNotBelieveThatALeaderLeadsBecauseSessionsAreOpenedOnIt() {
    WatchedCluster watched = withoutDiscovery(watched(pg1, pg2));
    ClusterMonitor monitor = monitor(watched);
    awaitView(view -> view.readyLeader().isPresent());
    pg1.behave(Behaviour.hang());
    tick(monitor, ROUND);
    soon().until(() -> pg1.requests().size() == 2);
    openedOn(watched.seeds().get(0));

    tick(monitor, Duration.ofSeconds(1));

    awaitView(view -> view.leader() == null);
  }

  private void openedOn(Member member) {
    sessions.add(WaitingSessions.on(member, Duration.ZERO));
  }

  @Test
  void takesAnAnswerThatComesLate() {
    CountDownLatch thawed = new CountDownLatch(1);
    pg1.behave(after(thawed, leader("pg1")));
    ClusterMonitor monitor = monitor(withoutDiscovery(watched(pg1, pg2)));
    awaitRound(pg2, 1);
    tick(monitor, Duration.ofSeconds(1));
    awaitView(view -> view.members().get(0).failure() != null);

    thawed.countDown();

    awaitView(view -> view.readyLeader().isPresent());
    assertThat(pg1.requests()).hasSize(1);
  }

  @Test
  void givesUpOnAnAnswerAfterFiveSecondsAndAsksAgainAfterARest() {
    pg1.behave(Behaviour.hang());
    ClusterMonitor monitor = monitor(withoutDiscovery(watched(pg1, pg2)));
    soon().until(() -> pg1.openConnections() == 1);
    tick(monitor, Duration.ofSeconds(5));
    soon().until(() -> pg1.openConnections() == 0);
    awaitView(view -> String.valueOf(view.members().get(0).failure()).endsWith("within 5000 ms"));

    pg1.behave(leader("pg1"));
    tick(monitor, ROUND);

    awaitView(view -> view.readyLeader().isPresent());
  }

  @Test
  void asksContactsOnlyUntilTheMembersAnswer() {
    pg2.behave("/cluster", members(pg1));
    ClusterMonitor monitor = monitor(watched(List.of(), Set.of(pg2.api())));
    awaitView(view -> view.members().size() == 1);
    tick(monitor, ROUND);
    awaitView(view -> view.readyLeader().isPresent() && view.contacts().get(0).round() == 2);
    List<String> asked = List.copyOf(pg2.requests());
    assertThat(asked).containsSubsequence("/primary", "/cluster");

    for (int i = 0; i < 3; i++) {
      long round = view().members().get(0).round();
      tick(monitor, ROUND);
      awaitView(view -> view.members().get(0).round() > round);
    }

    assertThat(pg2.requests()).isEqualTo(asked);
  }

  @Test
  void settlesTheFirstViewThoughAMemberHangs() {
    pg2.behave(Behaviour.hang());
    ClusterMonitor monitor = monitor(withoutDiscovery(watched(pg1, pg2)));
    awaitRound(pg1, 1);
    assertThat(view().settled()).isFalse();

    tick(monitor, Duration.ofMillis(250));

    awaitView(View::settled);
    assertThat(view().members().get(1).polled()).isFalse();
  }

  @Test
  void asksAnApiOnceAtATimeForAllClusters() {
    CountDownLatch release = new CountDownLatch(1);
    pg1.behave(after(release, leader("pg1")));
    monitor(withoutDiscovery(watched(pg1)));
    soon().until(() -> pg1.requests().size() == 1);

    List<View> others = new CopyOnWriteArrayList<>();
    monitor(withoutDiscovery(watched(pg1, pg2)), others::add);
    soon().until(() -> pg2.requests().size() == 1);
    assertThat(pg1.requests()).hasSize(1);

    release.countDown();
    soon().until(() -> pg1.requests().size() == 2);
    soon()
        .until(
            () ->
                others.stream().anyMatch(view -> view.readyLeader().isPresent())
                    && views.stream().anyMatch(view -> view.readyLeader().isPresent()));
  }

  @Test
  void findsMembersAndForgetsThemAgain() {
    pg1.behave("/cluster", members(pg1, pg2));
    ClusterMonitor monitor = monitor(watched(pg1));

    awaitView(view -> view.members().size() == 2 && !view.members().get(1).polled());
    tick(monitor, ROUND);
    awaitRound(pg1, 2);
    awaitView(view -> view.members().get(1).answering());
    assertThat(names(view())).containsExactly("pg1", "pg2");
    assertThat(pg1.requests()).filteredOn("/cluster"::equals).hasSize(1);

    pg1.behave("/cluster", members(pg1));
    tick(monitor, Duration.ofSeconds(75));
    awaitView(view -> view.members().size() == 1);
    assertThat(names(view())).containsExactly("pg1");
  }

  @Test
  void usesOnlyMembersThatAreAllowed() throws IOException {
    FakePatroni pg3 = fakes.start().behave(replica("pg3"));
    pg1.behave("/cluster", members(pg1, pg2, pg3));

    monitor(allowing(watched(pg1), found -> !found.name().equals("pg2")));

    awaitView(view -> view.members().size() == 2);
    assertThat(names(view())).containsExactly("pg1", "pg3");
    assertThat(pg2.requests()).isEmpty();
  }

  @Test
  void neverAsksForMembersWhileTheDcsIsOutOfReach() {
    pg1.behave(replica("pg1", /* dcsAge= */ 60));
    pg2.behave(replica("pg2", /* dcsAge= */ 60));
    ClusterMonitor monitor = monitor(watched(pg1, pg2));
    for (int rounds = 1; rounds <= 5; rounds++) {
      awaitRound(pg1, rounds);
      awaitRound(pg2, rounds);
      tick(monitor, Duration.ofSeconds(75));
    }

    assertThat(Stream.of(pg1, pg2).flatMap(each -> each.requests().stream()))
        .containsOnly("/primary");
  }

  @Test
  void findsTheClusterThroughTheOneExtraSeedThatLives() throws IOException {
    FakePatroni dead = fakes.start();
    dead.close();
    pg1.behave("/cluster", members(pg1, pg2));

    monitor(watched(List.of(), Set.of(dead.api(), pg1.api())));

    awaitView(view -> view.members().size() == 2);
  }

  @Test
  void goesOnWhileDiscoveryIsStuck() {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    pg1.behave("/cluster", members(pg1, pg2));
    ClusterMonitor monitor =
        monitor(
            allowing(
                watched(pg1),
                found -> {
                  stuck.countDown();
                  return waitFor(release);
                }));
    soon().until(() -> stuck.getCount() == 0);
    for (int i = 0; i < 3; i++) {
      long round = view().members().get(0).round();
      tick(monitor, Duration.ofSeconds(2));
      awaitView(view -> view.members().get(0).round() > round);
    }

    release.countDown();
    awaitView(view -> view.members().size() == 2);
  }

  static Stream<Behaviour> hostile() {
    return Stream.of(
        Behaviour.closeAtOnce(),
        Behaviour.raw("HTTP/1.0 200 OK\r\n\r\n<html>Hello</html>"),
        Behaviour.json(200, "[".repeat(100_000)),
        Behaviour.json(200, "{\"role\":\"primary\",\"state\":17}"),
        Behaviour.endless(Behaviour.head(200), "{\"role\":\"primary\",\"role\":"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void goesOnWithTheOthersWhateverOneAnswers(Behaviour behaviour) {
    pg1.behave(behaviour);
    pg2.behave(leader("pg2"));
    ClusterMonitor monitor = monitor(withoutDiscovery(watched(pg1, pg2)));
    awaitView(View::settled);
    tick(monitor, ROUND);

    awaitRound(pg2, 2);
    awaitView(view -> view.members().get(0).round() == 2);
    assertThat(leaderOf(view())).isEqualTo("pg2");
    assertThat(view().members().get(0).failure()).isNotNull();
  }

  @Test
  void goesOnAfterAnUnexpectedFailureAndTellsOfIt() {
    AtomicBoolean failed = new AtomicBoolean();
    try (LogCapture log = new LogCapture()) {
      ClusterMonitor monitor =
          monitor(
              withoutDiscovery(watched(pg1)),
              view -> {
                if (failed.compareAndSet(false, true)) {
                  throw new IllegalStateException("for the test");
                }
                views.add(view);
              });
      soon().until(() -> !log.errors().isEmpty());
      tick(monitor, ROUND);

      awaitView(view -> view.readyLeader().isPresent());
      assertThat(log.errors()).hasSize(1);
      assertThat(log.errors().get(0).getThrown()).hasMessage("for the test");
    }
  }

  /** A class loader that was closed under a forgotten driver fails it each time. */
  @Test
  void asksOnceARoundAlthoughHousekeepingFails() {
    try (LogCapture log = new LogCapture()) {
      ClusterMonitor monitor =
          monitor(
              withoutDiscovery(watched(pg1)),
              views::add,
              () -> {
                throw new IllegalStateException("for the test");
              });
      awaitView(view -> view.readyLeader().isPresent());
      tick(monitor, ROUND);

      awaitRound(pg1, 2);
      soon().until(() -> log.errors().size() == 2);
      tick(monitor, ROUND);
      awaitRound(pg1, 3);
      soon().until(() -> log.errors().size() == 3);
    }
  }

  @Test
  void endsItsThreadAndRequestsWhenClosed() {
    pg2.behave(Behaviour.hang());
    WatchedCluster watched = withoutDiscovery(watched(pg1, pg2));
    ClusterMonitor monitor = monitor(watched);
    soon().until(() -> pg2.openConnections() == 1);
    assertThat(isAlive(watched)).isTrue();

    monitor.close();

    soon().until(() -> !isAlive(watched));
    soon().until(() -> pg2.openConnections() == 0);
    soon().until(() -> gate.enter(pg2.api(), () -> "free").isPresent());
  }

  private ClusterMonitor monitor(WatchedCluster watched) {
    return monitor(watched, views::add);
  }

  private ClusterMonitor monitor(WatchedCluster watched, Consumer<View> publisher) {
    return monitor(watched, publisher, () -> {});
  }

  private ClusterMonitor monitor(
      WatchedCluster watched, Consumer<View> publisher, Runnable housekeeping) {
    ClusterMonitor monitor =
        new ClusterMonitor(
            watched,
            Fakes.client(),
            gate,
            new Telemetry(watched.name(), watched::initialView, sessions, ticker),
            sessions,
            new StallWatch(sessions, Runnable::run),
            publisher,
            () -> false,
            housekeeping,
            ticker,
            new Random(20261123));
    monitors.add(monitor);
    monitor.start();
    return monitor;
  }

  private static WatchedCluster withoutDiscovery(WatchedCluster watched) {
    return new WatchedCluster(
        watched.name(),
        watched.seeds(),
        Set.of(),
        watched.pollInterval(),
        /* discovery= */ false,
        watched.allowed());
  }

  private static WatchedCluster allowing(WatchedCluster watched, Predicate<Discovered> allowed) {
    return new WatchedCluster(
        watched.name(),
        watched.seeds(),
        Set.of(),
        watched.pollInterval(),
        /* discovery= */ true,
        allowed);
  }

  private static Behaviour after(CountDownLatch release, Behaviour behaviour) {
    return client -> {
      waitFor(release);
      behaviour.answer(client);
    };
  }

  private static boolean waitFor(CountDownLatch release) {
    try {
      release.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ConditionFactory soon() {
    return await().pollInterval(Duration.ofMillis(5));
  }

  /** Lets that time pass, and the monitor notice. */
  private void tick(ClusterMonitor monitor, Duration time) {
    ticker.advance(time);
    monitor.hurry();
  }

  private View view() {
    return views.get(views.size() - 1);
  }

  private void awaitView(Predicate<View> wanted) {
    soon().until(() -> !views.isEmpty() && wanted.test(view()));
  }

  /** Until the answer to this many requests is in the view. */
  private void awaitRound(FakePatroni patroni, int requests) {
    soon().until(() -> patroni.requests().stream().filter("/primary"::equals).count() == requests);
    awaitView(
        view ->
            view.member(patroni.api()).filter(MemberView::answering).stream()
                .anyMatch(seen -> seen.round() >= requests));
  }

  private static String leaderOf(View view) {
    return view.readyLeader().map(ClusterMonitorTest::name).orElse("nobody");
  }

  private static List<String> names(View view) {
    return view.members().stream().map(ClusterMonitorTest::name).toList();
  }

  private static String name(MemberView seen) {
    return Objects.requireNonNull(seen.member().name());
  }

  private static boolean isAlive(WatchedCluster watched) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("pgha-monitor-" + watched.name()));
  }
}
