package io.pgha.driver.routing;

import static io.pgha.driver.routing.Routings.settings;
import static io.pgha.driver.routing.ScriptedOpener.after;
import static io.pgha.driver.routing.ScriptedOpener.inRecovery;
import static io.pgha.driver.routing.ScriptedOpener.primary;
import static io.pgha.driver.routing.ScriptedOpener.refuses;
import static io.pgha.driver.routing.ScriptedOpener.unreachable;
import static io.pgha.driver.session.Purpose.Target.PREFER_PRIMARY;
import static io.pgha.driver.session.Purpose.Target.PREFER_SECONDARY;
import static io.pgha.driver.session.Purpose.Target.SECONDARY;
import static io.pgha.driver.topology.PolledCluster.api;
import static io.pgha.driver.topology.StatusBuilder.leader;
import static io.pgha.driver.topology.StatusBuilder.replica;
import static io.pgha.driver.topology.StatusBuilder.standbyLeader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pgha.driver.cluster.Deadline;
import io.pgha.driver.cluster.ManualCluster;
import io.pgha.driver.cluster.TestTicker;
import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Session;
import io.pgha.driver.session.StubConnection;
import io.pgha.driver.topology.PolledCluster;
import io.pgha.driver.topology.View;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteAttemptTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(30);

  private final TestTicker ticker = TestTicker.running();
  private final PolledCluster polled =
      PolledCluster.of("pg1", "pg2", "pg3")
          .answers("pg1", leader())
          .answers("pg2", replica())
          .answers("pg3", replica())
          .settled();
  private final ManualCluster cluster = new ManualCluster(polled.view(), ticker);
  private final Router router = new Router(cluster.cluster(), settings(""));
  private final ScriptedOpener opener = new ScriptedOpener();

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void opensOnTheLeaderForWriting() throws SQLException {
    opener.on("pg1", primary());

    Session session = write(LONG);

    assertThat(session.member().name()).isEqualTo("pg1");
    assertThat(cluster.cluster().sessions().count(api("pg1"))).isEqualTo(1);
    assertThat(opener.asked()).containsExactly("pg1");
  }

  @Test
  void givesTheAttemptTheTimeThatIsLeft() throws SQLException {
    opener.on("pg1", primary());

    write(Duration.ofSeconds(5));

    assertThat(opener.remaining()).allMatch(nanos -> nanos > 0 && nanos <= 5_000_000_000L);
  }

  @Test
  void leavesOneThatHangsSoonForAnother() throws SQLException {
    opener.on("pg2", unreachable()).on("pg3", unreachable()).on("pg1", primary());

    read(LONG);

    assertThat(opener.remaining().subList(0, 2))
        .allMatch(nanos -> nanos <= Duration.ofSeconds(2).toNanos());
    assertThat(opener.remaining().get(2)).isGreaterThan(Duration.ofSeconds(50).toNanos());
  }

  @Test
  void hasMorePatienceInEachRound() throws SQLException {
    opener
        .on("pg1", unreachable(), unreachable(), unreachable())
        .on("pg2", unreachable(), unreachable(), inRecovery())
        .on("pg3", unreachable(), unreachable(), inRecovery());

    read(LONG);

    assertThat(opener.remaining().get(3))
        .isBetween(Duration.ofSeconds(3).toNanos(), Duration.ofSeconds(4).toNanos());
    assertThat(opener.remaining().get(6))
        .isBetween(Duration.ofSeconds(7).toNanos(), Duration.ofSeconds(8).toNanos());
  }

  @Test
  void leavesTheOnlyOneTimeThoughNobodyWaitsForALeader() throws SQLException {
    opener.on("pg1", primary());

    write(Duration.ZERO);

    assertThat(opener.remaining()).containsExactly(Duration.ofSeconds(2).toNanos());
  }

  @Test
  void givesNoAttemptMoreTimeThanThereIsForTheWholeConnect() throws SQLException {
    opener.on("pg1", primary());

    open(Purpose.WRITE, Duration.ZERO, Duration.ofSeconds(1));

    assertThat(opener.remaining()).allMatch(nanos -> nanos <= 1_000_000_000L);
  }

  @Test
  void triesOnceThoughThereIsNoTime() throws SQLException {
    opener.on("pg1", primary());

    assertThat(write(Duration.ZERO).member().name()).isEqualTo("pg1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"28P01", "3D000", "42501"})
  void endsAtOnceWhereEveryMemberWouldRefuse(String state) {
    opener.on("pg2", refuses(state)).on("pg3", refuses(state));

    assertThatThrownBy(() -> read(LONG))
        .isInstanceOf(SQLException.class)
        .hasMessage("refused for the test");
    assertThat(opener.asked()).hasSize(1);
  }

  @Test
  void goesToTheNextWhenOneIsFullAndMarksNobody() throws SQLException {
    opener.on("pg2", refuses("53300")).on("pg3", refuses("53300")).on("pg1", primary());

    assertThat(read(LONG).member().name()).isEqualTo("pg1");
    assertThat(opener.asked()).hasSize(3);
    assertThat(router.refusals().includes(api("pg2"))).isFalse();
    assertThat(router.refusals().includes(api("pg3"))).isFalse();
  }

  @Test
  void failsAtOnceWhenAllAreFull() {
    opener.on("pg1", refuses("53300")).on("pg2", refuses("53300")).on("pg3", refuses("53300"));

    assertFails(() -> read(LONG), "53300").hasMessage("refused for the test");
    assertThat(opener.asked()).containsExactlyInAnyOrder("pg1", "pg2", "pg3");
  }

  @Test
  void waitsWhenSomeAreFullAndOthersDown() throws SQLException {
    opener
        .on("pg1", refuses("53300"))
        .on("pg2", refuses("57P03"), inRecovery())
        .on("pg3", refuses("53300"));

    assertThat(read(LONG).member().name()).isEqualTo("pg2");
  }

  @Test
  void triesWhoRefusedAgainAfterAWhile() throws SQLException {
    opener.on("pg1", refuses("57P03"), refuses("08001"), primary());

    assertThat(write(LONG).member().name()).isEqualTo("pg1");
    assertThat(opener.asked()).containsExactly("pg1", "pg1", "pg1");
    assertThat(router.refusals().includes(api("pg1"))).isFalse();
  }

  @Test
  void remembersWhoRefused() throws SQLException {
    opener.on("pg2", refuses("57P03")).on("pg3", refuses("57P03")).on("pg1", primary());
    TestTicker standing = TestTicker.standing();
    try (ManualCluster frozen = new ManualCluster(polled.view(), standing)) {
      Router its = new Router(frozen.cluster(), settings(""));
      Deadline deadline = Deadline.after(standing, LONG);

      Session session = its.open(Purpose.read(PREFER_SECONDARY), opener, deadline, deadline);

      assertThat(session.member().name()).isEqualTo("pg1");
      assertThat(its.refusals().includes(api("pg2"))).isTrue();
      assertThat(its.refusals().includes(api("pg3"))).isTrue();
    }
  }

  @Test
  void waitsForTheNextLeaderAfterTheLastOneRefused() throws Exception {
    View leaderless = leaderless();
    View led = led("pg2");
    opener.on("pg1", refuses("08001")).on("pg2", primary());

    CompletableFuture<Session> writing = inThread(() -> write(LONG));
    awaitWaiting();
    cluster.publish(leaderless);
    awaitWaiting();
    cluster.publish(led);

    assertThat(writing.get().member().name()).isEqualTo("pg2");
  }

  @Test
  void failsAtOnceWhenTheNextLeaderIsFull() {
    View led = led("pg2");
    opener
        .on("pg1", after(() -> cluster.publish(led), refuses("57P03")))
        .on("pg2", refuses("53300"));

    assertFails(() -> write(LONG), "53300");
  }

  @Test
  void isWokenByTheViewThatHasALeader() throws Exception {
    cluster.publish(leaderless());
    opener.on("pg3", primary());

    CompletableFuture<Session> writing = inThread(() -> write(LONG));
    awaitWaiting();
    assertThat(opener.asked()).doesNotContain("pg3");
    cluster.publish(led("pg3"));

    assertThat(writing.get().member().name()).isEqualTo("pg3");
  }

  @Test
  void waitsUntilTheLockHolderIsOutOfRecovery() throws SQLException {
    opener.on("pg1", inRecovery(), inRecovery(), primary());

    Session session = write(LONG);

    assertThat(session.primary()).isTrue();
    assertThat(opener.opened())
        .extracting(StubConnection::closed)
        .containsExactly(true, true, false);
    assertThat(cluster.cluster().sessions().count(api("pg1"))).isEqualTo(1);
  }

  @Test
  void takesNoPrimaryForAReplica() throws SQLException {
    opener.on("pg2", primary()).on("pg3", inRecovery());

    for (int i = 0; i < 10; i++) {
      assertThat(open(Purpose.read(SECONDARY), LONG).member().name()).isEqualTo("pg3");
    }
  }

  @Test
  void discardsWhatWasFencedWhileItWasOpened() throws SQLException {
    opener.on("pg1", after(() -> cluster.publish(led("pg2")), primary())).on("pg2", primary());

    Session session = write(LONG);

    assertThat(session.member().name()).isEqualTo("pg2");
    assertThat(session.fenced()).isFalse();
    StubConnection outdated = opener.opened().get(0);
    await().until(outdated::aborted);
    assertThat(outdated.closed()).isTrue();
    assertThat(cluster.cluster().sessions().count(api("pg1"))).isZero();
  }

  @Test
  void opensAgainOnTheSameMemberInItsNextTerm() throws SQLException {
    opener.on(
        "pg1",
        after(
            () -> cluster.publish(polled.nextRound().answers("pg1", leader().timeline(2)).view()),
            primary()),
        primary());

    assertThat(write(LONG).fenced()).isFalse();
    assertThat(opener.asked()).containsExactly("pg1", "pg1");
  }

  @Test
  void mistrustsReplicaThatIsPrimaryWhileAnotherLeads() throws SQLException {
    opener.on("pg1", refuses("08001"), primary()).on("pg2", primary()).on("pg3", primary());

    Session session = open(Purpose.fixed(PREFER_PRIMARY), LONG);

    assertThat(session.member().name()).isEqualTo("pg1");
  }

  @Test
  void staysWhereItLandsForReading() throws SQLException {
    opener.on("pg2", primary()).on("pg3", primary());

    assertThat(read(LONG).member().name()).isIn("pg2", "pg3");
  }

  @Test
  void namesAllMembersWhenTimeIsUp() {
    opener.on("pg1", refuses("57P03"));

    assertFails(() -> write(SHORT), "08001")
        .hasMessageContaining("is a leader that takes writes")
        .hasMessageContaining("pg1 (pg1:5432): leader lock, role primary, state running")
        .hasMessageContaining("pg2 (pg2:5432): role replica, state running")
        .hasMessageContaining("pg3 (pg3:5432): role replica")
        .cause()
        .hasMessage("refused for the test");
  }

  @Test
  void namesAllMembersWhenNobodyCameInTime() {
    cluster.publish(leaderless());

    assertFails(() -> write(SHORT), "08001")
        .hasMessageContaining("pg1 (pg1:5432): no answer from pg1, earlier leader lock")
        .hasNoCause();
    assertThat(opener.asked()).isEmpty();
  }

  @Test
  void triesNobodyMoreOnceTheTimeWentIntoOne() {
    opener
        .on("pg2", after(() -> ticker.advance(LONG), refuses("08001")))
        .on("pg3", after(() -> ticker.advance(LONG), refuses("08001")))
        .on("pg1", primary());

    assertFails(() -> read(LONG), "08001");
    assertThat(opener.asked()).hasSize(1);
  }

  @Test
  void saysThatContradictionWasTheReason() {
    opener.on("pg1", inRecovery());

    assertFails(() -> write(SHORT), "08001")
        .cause()
        .hasMessage("pg1 (pg1:5432) holds the leader lock but is in recovery");
  }

  @Test
  void refusesToWriteToStandbyCluster() {
    cluster.publish(standbyCluster());

    assertFails(() -> write(LONG), "25006")
        .hasMessageContaining("standby cluster")
        .hasMessageContaining("pg1 (pg1:5432): role standby_leader");
  }

  @Test
  void refusesToWriteOnceTheClusterTurnsOutToBeStandby() throws Exception {
    cluster.publish(leaderless());

    CompletableFuture<Session> writing = inThread(() -> write(LONG));
    awaitWaiting();
    cluster.publish(standbyCluster());

    assertThatThrownBy(writing::get).cause().hasMessageContaining("standby cluster");
  }

  @Test
  void readsFromStandbyCluster() throws SQLException {
    cluster.publish(standbyCluster());
    opener.on("pg2", inRecovery()).on("pg3", inRecovery());

    assertThat(read(LONG).member().name()).isIn("pg2", "pg3");
  }

  @Test
  void waitsForTheOthersBeforeItReadsFromTheLeader() throws Exception {
    PolledCluster starting = PolledCluster.of("pg1", "pg2").answers("pg1", leader());
    try (ManualCluster unsettled = new ManualCluster(starting.view(), ticker)) {
      Router fresh = new Router(unsettled.cluster(), settings(""));
      opener.on("pg1", primary()).on("pg2", inRecovery());

      CompletableFuture<Session> reading =
          inThread(
              () ->
                  fresh.open(
                      Purpose.read(PREFER_SECONDARY),
                      opener,
                      Deadline.after(ticker, LONG),
                      Deadline.after(ticker, LONG)));
      awaitWaiting();
      assertThat(opener.asked()).isEmpty();
      unsettled.publish(starting.answers("pg2", replica()).view());

      assertThat(reading.get().member().name()).isEqualTo("pg2");
    }
  }

  @Test
  void endsWhenInterrupted() throws Exception {
    cluster.publish(leaderless());
    CompletableFuture<Thread> waiting = new CompletableFuture<>();
    CompletableFuture<Boolean> interrupted =
        inThread(
            () -> {
              waiting.complete(Thread.currentThread());
              assertFails(() -> write(LONG), "08001")
                  .hasCauseInstanceOf(InterruptedException.class);
              return Thread.currentThread().isInterrupted();
            });
    awaitWaiting();
    waiting.join().interrupt();

    assertThat(interrupted.get()).isTrue();
  }

  private Session write(Duration timeout) throws SQLException {
    return open(Purpose.WRITE, timeout);
  }

  private Session read(Duration timeout) throws SQLException {
    return open(Purpose.read(PREFER_SECONDARY), timeout);
  }

  private Session open(Purpose purpose, Duration timeout) throws SQLException {
    return open(purpose, timeout, LONG);
  }

  private Session open(Purpose purpose, Duration timeout, Duration end) throws SQLException {
    return router.open(
        purpose, opener, Deadline.after(ticker, timeout), Deadline.after(ticker, end));
  }

  private View leaderless() {
    return polled
        .nextRound()
        .answers("pg2", replica())
        .answers("pg3", replica())
        .silent("pg1")
        .view();
  }

  private View led(String name) {
    polled.nextRound();
    for (String each : List.of("pg1", "pg2", "pg3")) {
      polled.answers(each, each.equals(name) ? leader().timeline(2) : replica());
    }
    return polled.view();
  }

  private View standbyCluster() {
    return polled
        .nextRound()
        .answers("pg1", standbyLeader())
        .answers("pg2", replica())
        .answers("pg3", replica())
        .view();
  }

  /** Until the thread of {@link #inThread} waits for a view. */
  private static void awaitWaiting() {
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                Thread.getAllStackTraces().entrySet().stream()
                    .filter(thread -> thread.getKey().getName().equals("route attempt"))
                    .anyMatch(
                        thread ->
                            List.of(thread.getValue()).stream()
                                .anyMatch(frame -> frame.getClassName().endsWith(".Views"))));
  }

  private interface Attempt<T> {
    T run() throws SQLException;
  }

  private static <T> CompletableFuture<T> inThread(Attempt<T> attempt) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(attempt.run());
              } catch (SQLException | RuntimeException | Error e) {
                result.completeExceptionally(e);
              }
            },
            "route attempt");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  private static AbstractThrowableAssert<?, ?> assertFails(Attempt<Session> attempt, String state) {
    return assertThatThrownBy(attempt::run)
        .isInstanceOf(SQLException.class)
        .hasFieldOrPropertyWithValue("SQLState", state);
  }
}
