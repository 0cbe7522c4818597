package io.pgha.driver.routing;

import static io.pgha.driver.routing.Routings.settings;
import static io.pgha.driver.topology.PolledCluster.api;
import static io.pgha.driver.topology.PolledCluster.member;
import static io.pgha.driver.topology.StatusBuilder.leader;
import static io.pgha.driver.topology.StatusBuilder.replica;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgha.driver.cluster.Deadline;
import io.pgha.driver.cluster.ManualCluster;
import io.pgha.driver.cluster.TestTicker;
import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.session.Session;
import io.pgha.driver.session.StubConnection;
import io.pgha.driver.topology.PolledCluster;
import io.pgha.driver.topology.StatusBuilder;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions that leave their member, with time in the hands of the test. */
class RetirementTest {
  /** Of the cluster in these tests; two polls must agree. */
  private static final Duration POLL = Duration.ofHours(1);

  private static final Duration HOLD = POLL.multipliedBy(2);

  /** Longer than any session waits. */
  private static final Duration LONG = HOLD.multipliedBy(2);

  private static final Purpose READ = Purpose.read(Target.PREFER_SECONDARY);

  private record Opened(Session session, Tenure tenure, StubConnection connection) {}

  private final TestTicker ticker = TestTicker.standing();
  private final PolledCluster polled = PolledCluster.of("pg1", "pg2", "pg3");
  private StatusBuilder second = replica();
  private StatusBuilder third = replica();
  private final ManualCluster cluster = new ManualCluster(polled.view(), ticker);
  private Router router = router("maxReplicaLag=100");

  private Router router(String parameters) {
    Random random = new Random(20261125);
    return new Router(cluster.cluster(), settings(parameters), () -> random);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private void is(StatusBuilder second, StatusBuilder third) {
    this.second = second;
    this.third = third;
    poll();
  }

  /** They answer as they did before. */
  private void poll() {
    polled
        .nextRound()
        .answers("pg1", leader())
        .answers("pg2", second)
        .answers("pg3", third)
        .settled();
    cluster.publish(polled.view());
  }

  /** And a poll at its end finds all as it was. */
  private void pass(Duration time) {
    ticker.advance(time);
    poll();
  }

  private Opened open(Purpose purpose) {
    StubConnection connection = new StubConnection();
    try {
      Session session =
          router.open(
              purpose,
              (PlainOpener)
                  (member, same, term, nanos) ->
                      new Session(
                          member,
                          same,
                          connection.connection(),
                          member.equals(member("pg1")),
                          term),
              Deadline.after(ticker, Duration.ZERO),
              Deadline.after(ticker, Duration.ZERO));
      return new Opened(session, router.tenure(), connection);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private List<Opened> open(int count) {
    return Stream.generate(() -> open(READ)).limit(count).toList();
  }

  private boolean retires(Opened opened) {
    return router.retires(opened.session(), opened.tenure());
  }

  /** Asks all of them, as a pool does with idle connections; those that retire are gone. */
  private List<Opened> leaving(List<Opened> all) {
    List<Opened> leaving = new ArrayList<>();
    for (Opened each : all) {
      if (retires(each)) {
        router.closed(each.session());
        leaving.add(each);
      }
    }
    return leaving;
  }

  @Test
  void returnsFromTheLeaderOnceAReplicaHasBeenThereForAWhile() {
    is(replica().state("stopped"), replica().state("stopped"));
    Opened onLeader = open(READ);
    assertThat(onLeader.session().member()).isEqualTo(member("pg1"));
    pass(LONG);
    assertThat(retires(onLeader)).as("there is no replica").isFalse();

    is(replica(), replica().state("stopped"));
    assertThat(retires(onLeader)).as("it is just back").isFalse();
    pass(HOLD.minusNanos(1));
    assertThat(retires(onLeader)).as("it has not been back for long").isFalse();
    pass(HOLD);
    assertThat(retires(onLeader)).isTrue();
    assertThat(cluster.cluster().sessions().count(api("pg1"))).isZero();
  }

  @Test
  void staysWhereLagComesAndGoes() {
    is(replica(), replica());
    List<Opened> sessions = open(10);
    for (int i = 0; i < 10; i++) {
      is(replica().behind(101), replica());
      pass(HOLD.minusNanos(1));
      assertThat(leaving(sessions)).isEmpty();
      is(replica().behind(99), replica());
      pass(HOLD.minusNanos(1));
      assertThat(leaving(sessions)).isEmpty();
    }
  }

  @Test
  void staysWhereLagWasSeenOnceHoweverLongAgo() {
    is(replica(), replica());
    List<Opened> sessions = open(10);
    is(replica().behind(101), replica());
    ticker.advance(LONG.multipliedBy(10));
    assertThat(leaving(sessions)).isEmpty();

    poll();
    assertThat(leaving(sessions)).hasSize(1);
  }

  @Test
  void leavesWhoStaysBehindAndOnlyHim() {
    is(replica(), replica());
    List<Opened> sessions = open(10);
    is(replica().behind(101), replica());
    pass(LONG);
    List<Opened> left = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      pass(HOLD);
      left.addAll(leaving(sessions.stream().filter(each -> !left.contains(each)).toList()));
    }
    assertThat(left).hasSize(5).allMatch(each -> each.session().member().equals(member("pg2")));
  }

  @Test
  void countsOnlyTheTimeThatTheSessionHasBeenThere() {
    is(replica().state("stopped"), replica().state("stopped"));
    open(READ);
    is(replica(), replica().state("stopped"));
    pass(LONG);
    Opened refusedByTheReplica =
        new Opened(
            new Session(
                member("pg1"), READ, new StubConnection().connection(), /* primary= */ true, null),
            router.tenure(),
            new StubConnection());
    assertThat(retires(refusedByTheReplica)).isFalse();
    pass(LONG);
    assertThat(retires(refusedByTheReplica)).isTrue();
  }

  @Test
  void neverGoAllAtOnceHoweverLateTheyAreAsked() {
    is(replica().state("stopped"), replica().state("stopped"));
    List<Opened> sessions = open(100);
    is(replica(), replica());
    pass(LONG.multipliedBy(10));
    assertThat(leaving(sessions)).hasSize(1);
  }

  @Test
  void goOneAfterTheOtherWhileTheyAreAskedAllTheTime() {
    is(replica().state("stopped"), replica().state("stopped"));
    List<Opened> sessions = new ArrayList<>(open(50));
    is(replica(), replica());
    pass(HOLD);
    List<Integer> leavers = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      pass(HOLD.dividedBy(100));
      List<Opened> leaving = leaving(sessions);
      sessions.removeAll(leaving);
      leavers.add(leaving.size());
    }
    assertThat(sessions).isEmpty();
    assertThat(leavers).allMatch(count -> count <= 1);
  }

  @Test
  void giveANewReplicaItsShareAndNoMore() {
    is(replica(), replica().state("stopped"));
    List<Opened> sessions = new ArrayList<>(open(10));
    is(replica(), replica());
    pass(HOLD);
    for (int i = 0; i < 100; i++) {
      pass(HOLD.dividedBy(10));
      List<Opened> leaving = leaving(sessions);
      sessions.removeAll(leaving);
      leaving.forEach(each -> sessions.add(open(READ)));
    }
    assertThat(count("pg2") + count("pg3")).isEqualTo(10);
    assertThat(count("pg3")).as("within a fifth of even").isBetween(4, 6);
  }

  private int count(String name) {
    return cluster.cluster().sessions().count(api(name));
  }

  @ParameterizedTest
  @EnumSource(names = {"PRIMARY", "PREFER_PRIMARY"})
  void leavesSessionsOnTheLeaderToTheFence(Target target) {
    is(replica(), replica());
    Opened writing = open(Purpose.fixed(target));
    polled
        .nextRound()
        .answers("pg1", leader().state("stopped"))
        .answers("pg2", replica())
        .answers("pg3", replica());
    cluster.publish(polled.view());
    ticker.advance(LONG);
    assertThat(retires(writing)).isFalse();
  }

  @Test
  void abortsWhatIsOnAMemberThatIsDownIfAskedFor() {
    router = router("onMemberDown=abort");
    is(replica(), replica().state("stopped"));
    Opened lost = open(READ);
    is(replica().state("stopped"), replica());
    assertThat(lost.session().fenced()).isTrue();
    await().until(() -> lost.connection().aborted());
  }

  private void isSilent() {
    polled.nextRound().answers("pg1", leader()).silent("pg2").answers("pg3", third);
    cluster.publish(polled.view());
  }

  @Test
  void abortsOnlyAfterALongSilence() {
    router = router("onMemberDown=abort");
    is(replica(), replica().state("stopped"));
    Opened lost = open(READ);
    isSilent();
    assertThat(lost.session().fenced()).isFalse();

    ticker.advance(HOLD);
    isSilent();
    assertThat(lost.session().fenced()).isTrue();
  }

  @Test
  void abortsNothingForASilenceThatOnePollHasMet() {
    router = router("onMemberDown=abort");
    is(replica(), replica());
    List<Opened> sessions = open(10);
    isSilent();
    ticker.advance(LONG);
    cluster.publish(polled.nextRound().answers("pg1", leader()).answers("pg3", replica()).view());

    assertThat(sessions).noneMatch(each -> each.session().fenced());
    assertThat(leaving(sessions)).isEmpty();
  }

  @Test
  void abortsNothingOtherwise() {
    router = router("onMemberDown=abort");
    is(replica(), replica().state("stopped"));
    Opened open = open(READ);
    Opened closed = open(READ);
    Opened writing = open(Purpose.WRITE);
    router.closed(closed.session());
    is(replica().tag("noloadbalance", "true").behind(5_000), replica());
    pass(LONG);
    is(replica().tag("noloadbalance", "true").behind(5_000), replica());
    assertThat(List.of(open, closed, writing)).noneMatch(each -> each.session().fenced());
    is(replica().state("stopped"), replica());
    assertThat(List.of(closed, writing)).noneMatch(each -> each.session().fenced());
  }

  @Test
  void abortsNothingByDefault() {
    is(replica(), replica().state("stopped"));
    Opened open = open(READ);
    is(replica().state("stopped"), replica());
    pass(LONG);
    assertThat(open.session().fenced()).isFalse();
    assertThat(retires(open)).isTrue();
  }
}
