package io.pgha.driver.routing;

import static io.pgha.driver.routing.Routings.settings;
import static io.pgha.driver.topology.PolledCluster.api;
import static io.pgha.driver.topology.StatusBuilder.leader;
import static io.pgha.driver.topology.StatusBuilder.replica;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.config.RoutingSettings;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PolledCluster;
import io.pgha.driver.topology.StatusBuilder;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectionsTest {
  private final PolledCluster polled = PolledCluster.of("pg1", "pg2", "pg3");
  private final Map<URI, Integer> open = new HashMap<>();
  private RoutingSettings settings = settings("maxReplicaLag=100");

  private void is(StatusBuilder first, StatusBuilder second, StatusBuilder third) {
    polled.nextRound().answers("pg1", first).answers("pg2", second).answers("pg3", third).settled();
  }

  private Objection against(String member, Target target) {
    List<List<MemberView>> ranked = Candidates.of(polled.view(), settings, target);
    List<MemberView> best = ranked.isEmpty() ? List.of() : ranked.get(0);
    return new Objections(polled.view(), best, api -> open.getOrDefault(api, 0))
        .against(api(member));
  }

  private Objection against(String member) {
    return against(member, Target.PREFER_SECONDARY);
  }

  @Test
  void areNoneAgainstAnEligibleReplica() {
    is(leader(), replica(), replica());
    assertThat(against("pg2")).isEqualTo(Objection.NONE);
  }

  @Test
  void areNoneUntilAllWereAsked() {
    polled.nextRound().answers("pg1", leader()).answers("pg2", replica());
    assertThat(polled.view().settled()).isFalse();
    assertThat(against("pg1")).isEqualTo(Objection.NONE);
  }

  @Test
  void areAgainstTheLeaderOnceThereIsAReplica() {
    is(leader(), replica().state("starting"), replica().state("starting"));
    assertThat(against("pg1")).isEqualTo(Objection.NONE);

    is(leader(), replica(), replica().state("starting"));
    assertThat(against("pg1")).isEqualTo(Objection.OUTRANKED);
    assertThat(against("pg1", Target.ANY)).isEqualTo(Objection.NONE);
  }

  @Test
  void areAgainstAReplicaThatWasPromoted() {
    is(leader(), replica(), replica());
    is(replica(), leader().timeline(2), replica());
    assertThat(against("pg2")).isEqualTo(Objection.OUTRANKED);
    assertThat(against("pg2", Target.SECONDARY)).isEqualTo(Objection.OUTRANKED);
  }

  @Test
  void areAgainstAReplicaThatLagsOrIsNotToBeBalanced() {
    is(leader(), replica().behind(101), replica());
    assertThat(against("pg2")).isEqualTo(Objection.OUTRANKED);
    is(leader(), replica().behind(100), replica());
    assertThat(against("pg2")).isEqualTo(Objection.NONE);
    is(leader(), replica().tag("noloadbalance", "true"), replica());
    assertThat(against("pg2")).isEqualTo(Objection.OUTRANKED);
  }

  @Test
  void areAgainstALaggingReplicaAlsoWhenOnlyTheLeaderIsLeft() {
    is(leader(), replica().behind(101), replica().behind(101));
    assertThat(against("pg2")).isEqualTo(Objection.OUTRANKED);
    assertThat(against("pg2", Target.SECONDARY)).as("no better one").isEqualTo(Objection.NONE);
  }

  @Test
  void areAgainstOneThatIsNotPreferredOnceAPreferredOneIsBack() {
    settings = settings("preferTags=zone:eu");
    is(leader(), replica(), replica().tag("zone", "eu"));
    assertThat(against("pg2")).isEqualTo(Objection.OUTRANKED);
    assertThat(against("pg3")).isEqualTo(Objection.NONE);
  }

  @Test
  void areAgainstOneThatSaysThatItIsDown() {
    is(leader(), replica().state("stopped"), replica());
    assertThat(against("pg2")).isEqualTo(Objection.GONE);
  }

  @Test
  void areAgainstOneThatWasRemoved() {
    is(leader(), replica(), replica());
    assertThat(against("pg9")).isEqualTo(Objection.GONE);
  }

  @Test
  void areAgainstOneThatIsSilentUnlessAllAre() {
    is(leader(), replica(), replica());
    polled.nextRound().silent("pg2");
    assertThat(against("pg2")).isEqualTo(Objection.SILENT);

    polled.silent("pg1").silent("pg3");
    assertThat(against("pg2")).isEqualTo(Objection.NONE);
  }

  /** Sessions on pg2, on pg3, and whether one of those on pg2 should go to pg3. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, NONE",
    "2, 0, CROWDED",
    "2, 1, NONE",
    "3, 1, CROWDED",
    "3, 2, NONE",
    "12, 10, NONE",
    "60, 40, NONE",
    "61, 39, CROWDED",
    "39, 61, NONE",
  })
  void areAgainstMoreThanTheShare(int here, int there, Objection objection) {
    is(leader(), replica(), replica());
    open.put(api("pg2"), here);
    open.put(api("pg3"), there);
    assertThat(against("pg2")).isEqualTo(objection);
  }

  @Test
  void areNoneAgainstManyWhereThereIsNobodyElse() {
    is(leader(), replica(), replica().state("starting"));
    open.put(api("pg2"), 100);
    assertThat(against("pg2")).isEqualTo(Objection.NONE);
  }
}
