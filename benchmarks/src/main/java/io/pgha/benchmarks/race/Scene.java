package io.pgha.benchmarks.race;

import io.pgha.benchmarks.report.Threads;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * A cluster just before a fault.
 *
 * @param leader as it was before
 * @param replicas as they were before
 * @param limit what tells whether the cluster takes writes
 */
record Scene(
    PatroniCluster cluster, Member leader, List<Member> replicas, Member bystander, Lane limit) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  Scene {
    replicas = List.copyOf(replicas);
  }

  static Scene of(PatroniCluster cluster, Lane limit) {
    Member leader = cluster.awaitLeader();
    List<Member> replicas = cluster.awaitReplicas();
    return new Scene(cluster, leader, replicas, bystander(leader, replicas), limit);
  }

  /** A replica that no commit waits for. */
  private static Member bystander(Member leader, List<Member> replicas) {
    List<String> waitedFor =
        leader
            .sql("select application_name from pg_stat_replication where sync_state = 'sync'")
            .lines()
            .toList();
    return replicas.stream()
        .filter(replica -> !waitedFor.contains(replica.name()))
        .findFirst()
        .orElseThrow();
  }

  /** Waits until the cluster takes a write, from now. */
  void awaitWrites() {
    awaitWrites("the cluster to take writes", member -> true);
  }

  /** Waits until another member than the leader of before takes a write, from now. */
  void awaitWritesElsewhere() {
    awaitWrites(
        "another than " + leader + " to take writes", member -> !member.equals(leader.host()));
  }

  private void awaitWrites(String what, Predicate<String> by) {
    long now = System.nanoTime();
    cluster.await(what, PATIENCE, () -> limit.isServed(now, by));
  }

  /** Leaves everything as it is for a while. */
  void hold(Duration length) {
    Threads.pass(length);
  }
}
