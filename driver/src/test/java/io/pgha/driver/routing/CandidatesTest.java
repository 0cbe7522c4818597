package io.pgha.driver.routing;

import static io.pgha.driver.routing.Routings.names;
import static io.pgha.driver.routing.Routings.settings;
import static io.pgha.driver.session.Purpose.Target.ANY;
import static io.pgha.driver.session.Purpose.Target.PREFER_PRIMARY;
import static io.pgha.driver.session.Purpose.Target.PREFER_SECONDARY;
import static io.pgha.driver.session.Purpose.Target.PRIMARY;
import static io.pgha.driver.session.Purpose.Target.SECONDARY;
import static io.pgha.driver.topology.StatusBuilder.leader;
import static io.pgha.driver.topology.StatusBuilder.replica;
import static io.pgha.driver.topology.StatusBuilder.standbyLeader;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.config.RoutingSettings;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.topology.PolledCluster;
import io.pgha.driver.topology.StatusBuilder;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CandidatesTest {
  private final PolledCluster polled = PolledCluster.of("pg1", "pg2", "pg3");
  private RoutingSettings settings = settings("maxReplicaLag=100");

  @Nested
  class OfHealthyCluster {
    {
      is(leader(), replica(), replica());
    }

    @Test
    void areTheLeaderForWriting() {
      assertThat(of(PRIMARY)).containsExactly(List.of("pg1"));
    }

    @Test
    void areTheReplicasAndThenTheLeaderForReading() {
      assertThat(of(PREFER_SECONDARY)).containsExactly(List.of("pg2", "pg3"), List.of("pg1"));
    }

    @Test
    void areTheReplicasOnlyWhereTheLeaderIsNotWanted() {
      assertThat(of(SECONDARY)).containsExactly(List.of("pg2", "pg3"));
    }

    @Test
    void areAllAlikeWhereAnyWillDo() {
      assertThat(of(ANY)).containsExactly(List.of("pg1", "pg2", "pg3"));
    }

    @Test
    void areTheLeaderAndThenTheReplicasWherePrimaryIsPreferred() {
      assertThat(of(PREFER_PRIMARY))
          .startsWith(List.of("pg1"), List.of("pg2", "pg3"))
          .allMatch(group -> !group.isEmpty());
    }
  }

  @Nested
  class Tags {
    @Test
    void keepOutOfReadingWhoIsNotToBeBalanced() {
      is(leader(), replica().tag("noloadbalance", "true"), replica());

      assertThat(of(SECONDARY)).containsExactly(List.of("pg3"));
      assertThat(of(ANY)).containsExactly(List.of("pg1", "pg3"));
    }

    @Test
    void keepNobodyOutByAnyOtherValueOfNoloadbalance() {
      is(leader(), replica().tag("noloadbalance", "false"), replica());

      assertThat(of(SECONDARY)).containsExactly(List.of("pg2", "pg3"));
    }

    @Test
    void doNotKeepTheLeaderFromBeingTheLastResort() {
      is(leader().tag("noloadbalance", "true"), replica().state("starting"), replica());

      assertThat(of(PREFER_SECONDARY)).containsExactly(List.of("pg3"), List.of("pg1"));
    }

    @Test
    void mustAllBeThereIfReplicasNeedThem() {
      settings = settings("replicaTags=zone:eu,disk:ssd");
      is(leader(), replica().tag("zone", "eu"), replica().tag("zone", "eu").tag("disk", "ssd"));

      assertThat(of(PREFER_SECONDARY)).containsExactly(List.of("pg3"), List.of("pg1"));
    }

    @Test
    void rankTheOthersLastIfPreferred() {
      settings = settings("preferTags=zone:eu");
      is(leader(), replica().tag("zone", "us"), replica().tag("zone", "eu"));

      assertThat(of(PREFER_SECONDARY))
          .containsExactly(List.of("pg3"), List.of("pg2"), List.of("pg1"));
      assertThat(of(ANY)).containsExactly(List.of("pg3"), List.of("pg1", "pg2"));
    }

    @Test
    void doNotMatterForWriting() {
      settings = settings("replicaTags=zone:eu");
      is(leader(), replica(), replica());

      assertThat(of(PRIMARY)).containsExactly(List.of("pg1"));
    }
  }

  @Nested
  class Lag {
    @Test
    void keepsOutWhoIsBehindTheLimit() {
      is(leader(), replica().behind(101), replica().behind(100));

      assertThat(of(PREFER_SECONDARY)).containsExactly(List.of("pg3"), List.of("pg1"));
    }

    @Test
    void ranksLastWhereItIsUnknown() {
      is(leader(), replica().withoutPosition(), replica().behind(7));

      assertThat(of(SECONDARY)).containsExactly(List.of("pg3"), List.of("pg2"));
      assertThat(of(ANY)).containsExactly(List.of("pg1", "pg3"), List.of("pg2"));
    }

    @Test
    void mattersLessThanPreferredTags() {
      settings = settings("preferTags=zone:eu");
      is(leader(), replica().tag("zone", "eu").withoutPosition(), replica());

      assertThat(of(SECONDARY)).containsExactly(List.of("pg2"), List.of("pg3"));
    }

    @Test
    void countsFromTheLastKnownPositionWhileNobodyLeads() {
      is(leader(), replica(), replica());
      polled.nextRound();
      is(demoted(), replica().behind(101), replica().behind(50));

      assertThat(polled.view().leader()).isNull();
      assertThat(of(PREFER_SECONDARY)).containsExactly(List.of("pg3"));
    }
  }

  @Nested
  class Streaming {
    @ParameterizedTest
    @ValueSource(strings = {"in archive recovery", "starting"})
    void isNeededWhileThereIsALeader(String state) {
      is(leader(), replica().replicationState(state), replica());

      assertThat(of(SECONDARY)).containsExactly(List.of("pg3"));
    }

    @Test
    void isMissingWhereItIsNotToldThoughTheReleaseWould() {
      is(
          leader(),
          replica().replicationState(null).version("3.0.4"),
          replica().replicationState(null).version("3.0.3"));

      assertThat(of(SECONDARY)).containsExactly(List.of("pg3"));
    }

    @Test
    void isNotMissedWithoutALeader() {
      is(leader(), replica(), replica());
      polled.nextRound();
      is(demoted(), replica().replicationState(null), replica().replicationState(null));

      assertThat(of(SECONDARY)).containsExactly(List.of("pg2", "pg3"));
    }

    @Test
    void isNotMissedWhileTheLeaderIsNotReady() {
      is(
          leader().state("starting"),
          replica().replicationState(null),
          replica().replicationState(null));

      assertThat(of(SECONDARY)).containsExactly(List.of("pg2", "pg3"));
    }
  }

  @Nested
  class BeforeAllWereAsked {
    @Test
    void areTheLeaderForWritingAsSoonAsItIsKnown() {
      polled.answers("pg1", leader());

      assertThat(of(PRIMARY)).containsExactly(List.of("pg1"));
      assertThat(of(ANY)).containsExactly(List.of("pg1"));
    }

    @Test
    void areNotTheLeaderForReadingSinceReplicasMayBeThere() {
      polled.answers("pg1", leader());

      assertThat(of(PREFER_SECONDARY)).isEmpty();
      polled.settled();
      assertThat(of(PREFER_SECONDARY)).containsExactly(List.of("pg1"));
    }

    @Test
    void areReplicasWhoseLagIsKnown() {
      polled.answers("pg1", leader()).answers("pg3", replica());

      assertThat(of(PREFER_SECONDARY)).containsExactly(List.of("pg3"));
    }

    @Test
    void areNoReplicasWhileTheirLagIsNotKnown() {
      polled.answers("pg2", replica());

      assertThat(of(SECONDARY)).isEmpty();
      polled.settled();
      assertThat(of(SECONDARY)).containsExactly(List.of("pg2"));
    }

    @Test
    void areNoReplicasWherePrimaryIsPreferred() {
      polled.answers("pg2", replica());

      assertThat(of(PREFER_PRIMARY)).isEmpty();
      polled.settled();
      assertThat(of(PREFER_PRIMARY)).containsExactly(List.of("pg2"));
    }

    @ParameterizedTest
    @EnumSource
    void areNobodyBeforeTheFirstAnswer(Target target) {
      assertThat(of(target)).isEmpty();
    }
  }

  @Nested
  class Silence {
    @Test
    void keepsOutWhoFellSilentWhileOthersAnswer() {
      is(leader(), replica(), replica());
      polled
          .nextRound()
          .answers("pg1", leader())
          .silent("pg2")
          .answers("pg3", replica())
          .nextRound();

      assertThat(of(SECONDARY)).containsExactly(List.of("pg3"));
    }

    @Test
    void ofTheLeaderLeavesReplicas() {
      is(leader(), replica(), replica());
      polled.nextRound().answers("pg2", replica()).answers("pg3", replica()).silent("pg1");

      assertThat(of(PRIMARY)).isEmpty();
      assertThat(of(PREFER_SECONDARY)).containsExactly(List.of("pg2", "pg3"));
    }

    @Test
    void ofAllLeavesEverythingAsItWas() {
      is(leader(), replica(), replica().state("starting"));
      polled.nextRound().silent("pg1").silent("pg2").silent("pg3");

      assertThat(of(PRIMARY)).containsExactly(List.of("pg1"));
      assertThat(of(PREFER_SECONDARY)).containsExactly(List.of("pg2"), List.of("pg1"));
    }

    @ParameterizedTest
    @EnumSource
    void ofAllFromTheBeginningLeavesNobody(Target target) {
      polled.silent("pg1").silent("pg2").silent("pg3").settled();

      assertThat(of(target)).isEmpty();
    }
  }

  @Nested
  class StandbyCluster {
    {
      is(standbyLeader(), replica(), replica());
    }

    @Test
    void takesNoWrites() {
      assertThat(of(PRIMARY)).isEmpty();
    }

    @Test
    void isReadFromItsReplicasAndThenItsLeader() {
      assertThat(of(PREFER_SECONDARY)).containsExactly(List.of("pg2", "pg3"), List.of("pg1"));
      assertThat(of(PREFER_PRIMARY)).containsExactly(List.of("pg2", "pg3"), List.of("pg1"));
    }

    @Test
    void isReadFromItsLeaderAlone() {
      polled.nextRound();
      is(standbyLeader(), replica().state("stopped"), replica().state("stopped"));

      assertThat(of(PREFER_SECONDARY)).containsExactly(List.of("pg1"));
      assertThat(of(PREFER_PRIMARY)).containsExactly(List.of("pg1"));
      assertThat(of(ANY)).containsExactly(List.of("pg1"));
    }
  }

  @Test
  void areNoMembersOfAnotherDatabase() {
    is(leader(), replica().systemIdentifier("42"), replica());

    assertThat(of(SECONDARY)).containsExactly(List.of("pg3"));
  }

  @Test
  void areNotTheLockHolderForWritingBeforeItsPromotion() {
    is(replica().code(200), replica(), replica());

    assertThat(of(PRIMARY)).isEmpty();
    assertThat(of(SECONDARY)).containsExactly(List.of("pg2", "pg3"));
    assertThat(of(PREFER_SECONDARY)).endsWith(List.of("pg1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"starting", "stopping", "stopped", "crashed", "restarting"})
  void areNotLeadersWhosePostgresDoesNotRun(String state) {
    is(leader().state(state), replica(), replica());

    assertThat(of(PRIMARY)).isEmpty();
    assertThat(of(PREFER_PRIMARY)).containsExactly(List.of("pg2", "pg3"));
    assertThat(of(PREFER_SECONDARY)).containsExactly(List.of("pg2", "pg3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"starting", "stopping", "creating replica", "start failed"})
  void areNotReplicasWhosePostgresDoesNotRun(String state) {
    is(leader(), replica().state(state), replica());

    assertThat(of(SECONDARY)).containsExactly(List.of("pg3"));
  }

  @Test
  void areNoPrimariesThatLostTheLock() {
    is(demoted(), replica(), replica());

    assertThat(of(ANY)).containsExactly(List.of("pg2", "pg3"));
    assertThat(of(PRIMARY)).isEmpty();
  }

  private void is(StatusBuilder pg1, StatusBuilder pg2, StatusBuilder pg3) {
    polled.answers("pg1", pg1).answers("pg2", pg2).answers("pg3", pg3).settled();
  }

  private static StatusBuilder demoted() {
    return leader().code(503);
  }

  private List<List<String>> of(Target target) {
    return names(Candidates.of(polled.view(), settings, target));
  }
}
