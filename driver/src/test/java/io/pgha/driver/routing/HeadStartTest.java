package io.pgha.driver.routing;

import static io.pgha.driver.routing.Routings.settings;
import static io.pgha.driver.routing.ScriptedOpener.inRecovery;
import static io.pgha.driver.routing.ScriptedOpener.primary;
import static io.pgha.driver.routing.ScriptedOpener.refuses;
import static io.pgha.driver.session.Purpose.Target.SECONDARY;
import static io.pgha.driver.topology.PolledCluster.api;
import static io.pgha.driver.topology.StatusBuilder.leader;
import static io.pgha.driver.topology.StatusBuilder.replica;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pgha.driver.cluster.Deadline;
import io.pgha.driver.cluster.ManualCluster;
import io.pgha.driver.cluster.TestTicker;
import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Session;
import io.pgha.driver.session.StubConnection;
import io.pgha.driver.topology.PatroniStatus.Flag;
import io.pgha.driver.topology.PolledCluster;
import io.pgha.driver.topology.StatusBuilder;
import io.pgha.driver.topology.View;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The views that follow are published while the opener is asked, so that one thread is enough. */
class HeadStartTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final TestTicker ticker = TestTicker.running();
  private final PolledCluster polled = PolledCluster.of("pg1", "pg2", "pg3");
  private final ManualCluster cluster = new ManualCluster(promoting("pg2"), ticker);
  private final Router router = new Router(cluster.cluster(), settings(""));
  private final ScriptedOpener opener = new ScriptedOpener();

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void opensWhileTheLockHolderIsPromotedAndProvesItAfterwards() throws SQLException {
    opener.on("pg2", then(led("pg2"), inRecovery()), primary());

    Session session = write(LONG);

    assertThat(opener.asked()).containsExactly("pg2", "pg2 again");
    assertThat(session.primary()).isTrue();
    assertThat(session.timeline()).isEqualTo(2);
    assertThat(closed()).containsExactly(false);
    assertThat(cluster.cluster().sessions().count(api("pg2"))).isEqualTo(1);
  }

  @Test
  void isUsedWhenItSaysItselfThatThePromotionIsOver() throws SQLException {
    opener.on("pg2", inRecovery(), inRecovery(), inRecovery(), primary());

    Session session = write(LONG);
    cluster.publish(led("pg2"));

    assertThat(opener.asked()).containsExactly("pg2", "pg2 again", "pg2 again", "pg2 again");
    assertThat(session.primary()).isTrue();
    assertThat(session.fenced()).isFalse();
    assertThat(cluster.cluster().sessions().count(api("pg2"))).isEqualTo(1);
  }

  @Test
  void isFencedWhenAnotherLeadsInTheEnd() throws SQLException {
    opener.on("pg2", inRecovery(), primary());

    Session session = write(LONG);
    cluster.publish(led("pg3"));

    assertThat(session.fenced()).isTrue();
  }

  @Test
  void isNotUsedOnAMemberThatLosesTheLockWhileItIsAsked() throws SQLException {
    opener.on("pg2", inRecovery(), then(led("pg3"), primary())).on("pg3", primary());

    assertThat(write(LONG).member().name()).isEqualTo("pg3");
    await().untilAsserted(() -> assertThat(closed()).containsExactly(true, false));
  }

  @Test
  void isNotUsedOnAMemberWhoseLockIsInDoubtOnceItHasAnswered() throws SQLException {
    opener
        .on("pg2", inRecovery(), then(leaderless(), primary()))
        .on("pg3", then(led("pg1"), inRecovery()))
        .on("pg1", primary());

    assertThat(write(LONG).member().name()).isEqualTo("pg1");
    assertThat(closed().get(0)).isTrue();
  }

  @Test
  void isAskedTheLessOftenTheLongerThePromotionTakes() {
    opener.on("pg2", inRecovery());

    assertThatThrownBy(() -> write(Duration.ofSeconds(2))).isInstanceOf(SQLException.class);
    assertThat(opener.asked()).hasSizeBetween(5, 40);
  }

  @Test
  void isOfNoUseOnAMemberThatDoesNotLeadInTheEnd() throws SQLException {
    opener.on("pg2", then(led("pg3"), inRecovery())).on("pg3", primary());

    assertThat(write(LONG).member().name()).isEqualTo("pg3");
    assertThat(closed()).containsExactly(true, false);
  }

  @Test
  void followsTheLock() throws SQLException {
    opener
        .on("pg2", then(promoting("pg3"), inRecovery()))
        .on("pg3", then(led("pg3"), inRecovery()), primary());

    assertThat(write(LONG).member().name()).isEqualTo("pg3");
    assertThat(opener.asked()).containsExactly("pg2", "pg3", "pg3 again");
    assertThat(closed()).containsExactly(true, false);
  }

  @Test
  void isNotUsedWhenTheSessionItselfIsStillInRecovery() throws SQLException {
    opener.on("pg2", then(led("pg2"), inRecovery()), inRecovery(), primary());

    assertThat(write(LONG).primary()).isTrue();
    assertThat(opener.asked()).containsExactly("pg2", "pg2 again", "pg2");
    assertThat(closed()).containsExactly(true, false);
  }

  @Test
  void isReplacedWhenItWasLostDuringThePromotion() throws SQLException {
    opener.on("pg2", inRecovery(), then(led("pg2"), refuses("57P01")), primary());

    assertThat(write(LONG).primary()).isTrue();
    assertThat(opener.asked()).containsExactly("pg2", "pg2 again", "pg2");
  }

  @Test
  void isReplacedWhenItWasLost() throws SQLException {
    opener.on("pg2", then(led("pg2"), inRecovery()), refuses("08006"), primary());

    assertThat(write(LONG).primary()).isTrue();
    assertThat(opener.asked()).containsExactly("pg2", "pg2 again", "pg2");
  }

  @Test
  void isAttemptedOnceAndARefusalMeansNothing() throws SQLException {
    opener.on("pg2", then(led("pg2"), refuses("28P01")), primary());

    assertThat(write(LONG).primary()).isTrue();
    assertThat(opener.asked()).containsExactly("pg2", "pg2");
    assertThat(router.refusals().includes(api("pg2"))).isFalse();
  }

  @Test
  void endsWithTheSearch() {
    opener.on("pg2", inRecovery());

    assertThatThrownBy(() -> write(Duration.ofSeconds(1)))
        .isInstanceOf(SQLException.class)
        .hasFieldOrPropertyWithValue("SQLState", "08001");
    assertThat(opener.asked()).containsOnlyOnce("pg2");
    assertThat(closed()).containsExactly(true);
    assertThat(cluster.cluster().sessions().count(api("pg2"))).isZero();
  }

  @Test
  void isTakenBySomeAtATime() {
    for (int i = 0; i < Openings.MOST_AHEAD; i++) {
      assertThat(router.openings().enterAhead(api("pg2"), Openings.MOST_AHEAD)).isTrue();
    }

    assertThatThrownBy(() -> write(Duration.ofMillis(30))).isInstanceOf(SQLException.class);
    assertThat(opener.asked()).isEmpty();
  }

  @Test
  void isOpenedOnTheHeirWhileNobodyHoldsTheLock() throws SQLException {
    cluster.publish(leaderless());
    opener.on("pg3", then(promoting("pg3"), inRecovery()), inRecovery(), primary());

    assertThat(write(LONG).member().name()).isEqualTo("pg3");
    assertThat(opener.asked()).containsExactly("pg3", "pg3 again", "pg3 again");
    assertThat(closed()).containsExactly(false);
  }

  @Test
  void isGivenUpWhenAnotherThanTheHeirIsPromoted() throws SQLException {
    cluster.publish(leaderless());
    opener
        .on("pg3", then(promoting("pg2"), inRecovery()))
        .on("pg2", inRecovery(), inRecovery(), primary());

    assertThat(write(LONG).member().name()).isEqualTo("pg2");
    assertThat(opener.asked()).containsExactly("pg3", "pg2", "pg2 again", "pg2 again");
    assertThat(closed()).containsExactly(true, false);
  }

  @Test
  void isGivenUpWhenTheLeaderReturns() throws SQLException {
    cluster.publish(leaderless());
    opener.on("pg3", then(led("pg1"), inRecovery())).on("pg1", primary());

    assertThat(write(LONG).member().name()).isEqualTo("pg1");
    assertThat(closed()).containsExactly(true, false);
  }

  @Test
  void isNotOpenedOnAnHeirThatWouldOutlastTheWait() {
    cluster.publish(leaderless());
    opener.on("pg3", inRecovery());

    assertThatThrownBy(() -> write(Duration.ofMillis(900))).isInstanceOf(SQLException.class);
    assertThat(opener.asked()).isEmpty();
  }

  @Test
  void isAttemptedAnewOnAnHeirThatRefusedOnceItHoldsTheLock() throws SQLException {
    cluster.publish(leaderless());
    opener.on("pg3", then(promoting("pg3"), refuses("53300")), inRecovery(), primary());

    assertThat(write(LONG).member().name()).isEqualTo("pg3");
    assertThat(opener.asked()).containsExactly("pg3", "pg3", "pg3 again");
  }

  @Test
  void makesRoomForOthersWhenItIsUsedOrOver() throws SQLException {
    opener.on("pg2", inRecovery(), primary());
    for (int i = 0; i <= Openings.MOST_AHEAD; i++) {
      write(LONG);
    }
    assertThat(opener.asked()).contains("pg2 again");

    opener.on("pg2", inRecovery());
    assertThatThrownBy(() -> write(Duration.ofMillis(30))).isInstanceOf(SQLException.class);
    for (int i = 0; i < Openings.MOST_AHEAD; i++) {
      assertThat(router.openings().enterAhead(api("pg2"), Openings.MOST_AHEAD)).isTrue();
    }
  }

  @Test
  void isForWritingAlone() throws SQLException {
    opener.on("pg1", inRecovery()).on("pg3", inRecovery());

    open(Purpose.read(SECONDARY), LONG);

    assertThat(opener.asked()).isSubsetOf("pg1", "pg3");
  }

  private ScriptedOpener.Reply then(View view, ScriptedOpener.Reply reply) {
    return ScriptedOpener.after(() -> cluster.publish(view), reply);
  }

  private List<Boolean> closed() {
    return opener.opened().stream().map(StubConnection::closed).toList();
  }

  private Session write(Duration timeout) throws SQLException {
    return open(Purpose.WRITE, timeout);
  }

  private Session open(Purpose purpose, Duration timeout) throws SQLException {
    return router.open(
        purpose, opener, Deadline.after(ticker, timeout), Deadline.after(ticker, LONG));
  }

  /** It holds the lock, and is a replica still. */
  private View promoting(String name) {
    return answered(name, leader().role("replica"));
  }

  /** The leader is lost; pg3 is its synchronous standby. */
  private View leaderless() {
    polled.nextRound();
    return polled
        .answers("pg1", leader())
        .answers("pg2", replica())
        .answers("pg3", replica())
        .settled()
        .nextRound()
        .silent("pg1")
        .answers("pg2", replica())
        .answers("pg3", replica().flag(Flag.SYNC_STANDBY))
        .view();
  }

  private View led(String name) {
    return answered(name, leader().timeline(2));
  }

  private View answered(String leader, StatusBuilder status) {
    polled.nextRound();
    for (String each : List.of("pg1", "pg2", "pg3")) {
      polled.answers(each, each.equals(leader) ? status : replica());
    }
    return polled.settled().view();
  }
}
