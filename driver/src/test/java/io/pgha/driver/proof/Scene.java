package io.pgha.driver.proof;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.util.List;

/**
 * A cluster with traffic, just before a fault.
 *
 * @param leader as it was before
 * @param replicas as they were before
 */
record Scene(PatroniCluster cluster, Traffic traffic, Member leader, List<Member> replicas) {
  Scene {
    replicas = List.copyOf(replicas);
  }

  static Scene of(PatroniCluster cluster, Traffic traffic) {
    return new Scene(
        cluster,
        traffic,
        cluster.awaitLeader(),
        cluster.awaitReplicas(cluster.members().size() - 1));
  }

  static List<String> syncStandbys(Member leader) {
    return leader
        .sql("select application_name from pg_stat_replication where sync_state = 'sync'")
        .lines()
        .toList();
  }

  /** A replica that no commit waits for. */
  Member bystander() {
    return replica(/* synchronous= */ false);
  }

  /** The replica that each commit waits for. */
  Member syncStandby() {
    return replica(/* synchronous= */ true);
  }

  private Member replica(boolean synchronous) {
    List<String> names = syncStandbys(leader);
    return replicas.stream()
        .filter(each -> names.contains(each.name()) == synchronous)
        .findFirst()
        .orElseThrow();
  }

  /** As the driver sees it, 0 if it does not know. */
  long lag(Member member) {
    return traffic.view().members().stream()
        .filter(seen -> seen.member().postgres().host().equals(member.host()))
        .mapToLong(seen -> seen.lag().orElse(0))
        .sum();
  }

  /** Waits until the cluster has another leader and the writers have found it. */
  void awaitWritesElsewhere() {
    traffic.awaitWritesOn(cluster.awaitLeaderOtherThan(leader));
  }

  void awaitNoLeader() {
    cluster.await(
        "the leader to step down", () -> cluster.members().stream().noneMatch(Member::isLeader));
  }
}
