package io.pgha.driver.telemetry;

import static io.pgha.driver.topology.PolledCluster.api;
import static io.pgha.driver.topology.PolledCluster.member;
import static io.pgha.driver.topology.StatusBuilder.leader;
import static io.pgha.driver.topology.StatusBuilder.replica;
import static io.pgha.driver.topology.StatusBuilder.standbyLeader;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.LogCapture;
import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Session;
import io.pgha.driver.session.Sessions;
import io.pgha.driver.session.StubConnection;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.PolledCluster;
import io.pgha.driver.topology.View;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaderLogTest {
  private static final String NAME = "log";
  private static final String FIRST = "INFO leader is pg1 (pg1:5432), timeline 1";

  private final LogCapture lines = new LogCapture();
  private final PolledCluster polled = PolledCluster.of("pg1", "pg2");
  private final Sessions sessions = new Sessions(Runnable::run);
  private final Telemetry telemetry = new Telemetry(NAME, polled::view, sessions, () -> 0);

  @AfterEach
  void stop() {
    telemetry.close();
    lines.close();
  }

  private void published() {
    View view = polled.view();
    telemetry.published(view, sessions.fence(view));
  }

  private void firstLeader() {
    polled.answers("pg1", leader());
    published();
    polled.answers("pg2", replica()).settled();
    published();
  }

  private List<String> lines() {
    return lines.linesOf(NAME);
  }

  @Test
  void tellsTheFirstLeaderAsNews() {
    firstLeader();

    assertThat(lines()).containsExactly(FIRST);
  }

  @Test
  void tellsNothingWhileNothingChanges() {
    firstLeader();
    for (int i = 0; i < 100; i++) {
      polled.nextRound().answers("pg1", leader());
      published();
      if (i % 2 == 0) {
        polled.answers("pg2", replica().behind(i));
      } else {
        polled.silent("pg2");
      }
      published();
    }

    assertThat(lines()).containsExactly(FIRST);
  }

  @Test
  void warnsOfEachChangeOfLeaderOnceAndSaysWhy() {
    firstLeader();
    polled.nextRound().answers("pg1", replica());
    published();
    polled.answers("pg2", replica().code(200));
    published();
    polled.nextRound().answers("pg1", replica());
    published();
    polled.answers("pg2", leader().timeline(2));
    published();

    String before =
        "; before it was pg1 (pg1:5432), timeline 1."
            + " Reason: pg1 (pg1:5432): role replica, state running, timeline 1";
    assertThat(lines())
        .containsExactly(
            FIRST,
            "WARNING no leader that takes writes" + before,
            "WARNING leader is pg2 (pg2:5432), timeline 2" + before);
  }

  @Test
  void warnsWhenTheLeaderIsNotReadyAndWhenItIsAgain() {
    firstLeader();
    for (int i = 0; i < 3; i++) {
      polled.nextRound().answers("pg1", leader().state("crashed"));
      published();
    }
    polled.nextRound().answers("pg1", leader());
    published();

    assertThat(lines()).hasSize(3);
    assertThat(lines().get(1)).contains("Reason: pg1 (pg1:5432): leader lock", "state crashed");
    assertThat(lines().get(2)).isEqualTo("WARNING" + FIRST.substring("INFO".length()) + ", again");
  }

  @Test
  void warnsOfALaterTermOfTheSameMember() {
    firstLeader();
    polled.nextRound().answers("pg1", leader().timeline(2));
    published();

    assertThat(lines()).hasSize(2);
    assertThat(lines().get(1))
        .startsWith("WARNING leader is pg1 (pg1:5432), timeline 2; before it was pg1 (pg1:5432)");
  }

  @Test
  void warnsOnceThatNobodyAnswers() {
    firstLeader();
    polled.nextRound().silent("pg2");
    published();
    for (int i = 0; i < 3; i++) {
      polled.nextRound().silent("pg1");
      published();
      polled.silent("pg2");
      published();
    }

    assertThat(lines()).hasSize(2);
    assertThat(lines().get(1))
        .startsWith("WARNING no member answers; going on with the last known leader")
        .contains("no answer from pg1", "no answer from pg2");
  }

  @Test
  void warnsOfWhatMayBeLostOnAnOlderTimeline() {
    polled.answers("pg1", leader().timeline(5));
    published();
    polled.nextRound().answers("pg1", replica()).answers("pg2", leader().timeline(4));
    published();

    assertThat(lines().get(lines().size() - 1))
        .endsWith("What was written on timeline 5 may be lost");
  }

  @Test
  void warnsOnceThatAClusterHasNoLeaderAtItsStart() {
    polled.answers("pg1", replica());
    published();
    assertThat(lines()).isEmpty();

    for (int i = 0; i < 3; i++) {
      polled.nextRound().answers("pg2", replica()).settled();
      published();
    }
    assertThat(lines()).hasSize(1);
    assertThat(lines().get(0)).startsWith("WARNING no leader that takes writes. Members: pg1");
  }

  @Test
  void tellsAStandbyClusterAsNews() {
    polled.answers("pg1", standbyLeader()).settled();
    published();
    polled.nextRound().answers("pg1", standbyLeader());
    published();

    assertThat(lines())
        .containsExactly(
            "INFO a standby cluster, which takes no writes; its leader is pg1 (pg1:5432)");
  }

  @Test
  void warnsOfAllThatAChangeFencedInOneLine() {
    firstLeader();
    // The first of them was opened when the member had not told its name yet.
    List<Session> open =
        IntStream.range(0, 5).mapToObj(i -> open(i == 0 ? unnamed("pg1") : member("pg1"))).toList();
    polled.nextRound().answers("pg1", replica()).answers("pg2", leader().timeline(2));
    published();
    published();

    assertThat(open).allMatch(Session::fenced);
    assertThat(sessions.count(api("pg1"))).isEqualTo(5);
    assertThat(lines()).hasSize(3);
    assertThat(lines().get(2))
        .isEqualTo(
            "WARNING fenced 5 sessions on pg1 (pg1:5432), timeline 1."
                + " Reason: leader is pg2 (pg2:5432), timeline 2");
  }

  @Test
  void namesTheHolderOfTheLockWhichTakesNoWritesYetAsReasonOfAFence() {
    firstLeader();
    assertThat(open(member("pg1")).fenced()).isFalse();
    polled.nextRound().answers("pg1", replica()).answers("pg2", leader().role("replica"));
    published();

    assertThat(lines())
        .last()
        .isEqualTo(
            "WARNING fenced 1 session on pg1 (pg1:5432), timeline 1."
                + " Reason: leader is pg2 (pg2:5432): leader lock, role replica, state running,"
                + " timeline 1");
  }

  private static Member unnamed(String name) {
    Member named = member(name);
    return new Member(/* name= */ null, named.postgres(), named.api(), named.seed());
  }

  private Session open(Member member) {
    Session session =
        new Session(
            member,
            Purpose.WRITE,
            new StubConnection().connection(),
            /* primary= */ true,
            polled.view().leader());
    sessions.add(session);
    return session;
  }
}
