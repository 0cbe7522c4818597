package io.pgha.driver.routing;

import static io.pgha.driver.routing.Routings.settings;
import static io.pgha.driver.topology.PolledCluster.api;
import static io.pgha.driver.topology.StatusBuilder.leader;
import static io.pgha.driver.topology.StatusBuilder.replica;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.topology.PolledCluster;
import io.pgha.driver.topology.StatusBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The words for what {@link CandidatesTest} has by its effect. */
class EligibilityTest {
  private final PolledCluster polled = PolledCluster.of("pg1", "pg2").answers("pg1", leader());

  @Test
  void nothingSpeaksAgainstAHealthyReplica() {
    assertThat(against(replica())).isEmpty();
  }

  @Test
  void saysWhatSpeaksAgainstAMember() {
    assertThat(against(replica().behind(200))).hasValue("lags by more than maxReplicaLag");
    assertThat(against(replica().state("starting"))).hasValue("is not running");
    assertThat(against(replica().role("uninitialized"))).hasValue("is no replica");
    assertThat(against(replica().systemIdentifier("42"))).hasValue("is of another database");
    assertThat(against(replica().tag("noloadbalance", "true"))).hasValue("is tagged noloadbalance");
    assertThat(against(replica().version("4.1.0").replicationState(null)))
        .hasValue("does not stream");
  }

  @Test
  void saysThatTheLeaderIsNoReplica() {
    assertThat(against("pg1", "")).hasValue("holds the leader lock");
  }

  @Test
  void saysWhichTagsAreMissing() {
    polled.answers("pg2", replica()).settled();
    assertThat(against("pg2", "replicaTags=zone:a,disk:ssd"))
        .hasValue("has not the replicaTags {disk=ssd, zone=a}");
  }

  @Test
  void saysWhoseAnswerIsMissing() {
    assertThat(against("pg2", "")).hasValue("has not answered yet");
    polled.answers("pg2", replica()).nextRound().silent("pg2").settled();
    assertThat(against("pg2", "")).hasValue("does not answer");
  }

  private Optional<String> against(StatusBuilder pg2) {
    polled.answers("pg2", pg2).settled();
    return against("pg2", "maxReplicaLag=100");
  }

  private Optional<String> against(String name, String parameters) {
    return new Eligibility(polled.view(), settings(parameters))
        .against(polled.view().member(api(name)).orElseThrow());
  }
}
