package io.pgha.driver.proof;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A cluster with traffic, just before a fault.
 *
 * @param leader as it was before
 * @param replicas as they were before
 * @param synchronous the names of those that each commit waited for
 */
record Scene(
    PatroniCluster cluster,
    Traffic traffic,
    Member leader,
    List<Member> replicas,
    Set<String> synchronous) {
  Scene {
    replicas = List.copyOf(replicas);
    synchronous = Set.copyOf(synchronous);
  }

  static Scene of(PatroniCluster cluster, Traffic traffic) {
    Member leader = cluster.awaitLeader();
    return new Scene(cluster, traffic, leader, cluster.awaitReplicas(), syncStandbys(leader));
  }

  private static Set<String> syncStandbys(Member leader) {
    return leader
        .sql("select application_name from pg_stat_replication where sync_state = 'sync'")
        .lines()
        .collect(Collectors.toSet());
  }

  /** A replica that no commit waited for. */
  Member bystander() {
    return replica(name -> !synchronous.contains(name));
  }

  /** The replica that each commit waited for. */
  Member syncStandby() {
    return replica(synchronous::contains);
  }

  private Member replica(Predicate<String> name) {
    return replicas.stream().filter(each -> name.test(each.name())).findFirst().orElseThrow();
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
    cluster.await("the leader to step down", leader::hasSteppedDown);
  }
}
