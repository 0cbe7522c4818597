package io.pgha.demo;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.util.List;

/** What is done to the cluster, in this order. Used by one thread. */
final class Script {
  private final PatroniCluster cluster;
  private List<Member> dead = List.of();

  Script(PatroniCluster cluster) {
    this.cluster = cluster;
  }

  List<Step> steps() {
    return List.of(
        allIsWell(), switchover(), leaderDies(), leaderReturns(), replicasDie(), replicasReturn());
  }

  private Step allIsWell() {
    return new Step(
        "all is well",
        "nothing happens yet",
        List.of("Writes go to the leader, reads to the two replicas."),
        "waiting until the cluster is complete",
        this::awaitComplete,
        Reads.ON_REPLICAS,
        /* writesGoOn= */ true);
  }

  private Step switchover() {
    return new Step(
        "switchover",
        "a planned change of the leader (switchover)",
        List.of(
            "An operator asks Patroni to make another member the leader. Writes pause for",
            "a few seconds, and then go to the new leader."),
        "waiting for the new leader, and for the old one to become a replica",
        () -> {
          cluster.switchover();
          awaitComplete();
        },
        Reads.ON_REPLICAS,
        /* writesGoOn= */ true);
  }

  private Step leaderDies() {
    return new Step(
        "leader killed",
        "the leader's machine dies (kill -9 of all its processes)",
        List.of(
            "Patroni waits 20 s (its ttl) before it believes that a silent leader is dead,",
            "so nothing can be written for 20 to 25 s. No driver can change that.",
            "Reads go on. Then a replica becomes the leader, and writes go there."),
        "waiting for Patroni to give up the old leader, 20 to 25 s",
        this::killLeader,
        Reads.ON_REPLICAS,
        /* writesGoOn= */ true);
  }

  private void killLeader() {
    Member leader = cluster.leader();
    kill(List.of(leader));
    cluster.awaitLeaderOtherThan(leader);
  }

  private Step leaderReturns() {
    return new Step(
        "old leader back",
        "the dead machine comes back",
        List.of(
            "It becomes a replica of the new leader. It gets reads as soon as connections in",
            "the pool are renewed, which may be a while after it has come back."),
        "waiting for it to be a replica",
        this::revive,
        Reads.ON_REPLICAS,
        /* writesGoOn= */ true);
  }

  private Step replicasDie() {
    return new Step(
        "replicas killed",
        "all replicas die (kill -9)",
        List.of(
            "With no replica left, reads go to the leader. Writes pause until Patroni allows the",
            "leader to go on without a copy: a moment as a rule, or until a replica is back."),
        "waiting for reads on the leader",
        this::killReplicas,
        Reads.ON_LEADER,
        /* writesGoOn= */ false);
  }

  private void killReplicas() {
    kill(cluster.awaitReplicas());
    cluster.await("no replicas", () -> cluster.replicas().isEmpty());
  }

  private Step replicasReturn() {
    return new Step(
        "replicas back",
        "the replicas come back",
        List.of(
            "Reads return to them. So soon after an event the driver looks at the cluster",
            "every 5 s, so it may take that long until it knows them."),
        "waiting for the replicas to follow the leader",
        this::revive,
        Reads.ON_REPLICAS,
        /* writesGoOn= */ true);
  }

  private void kill(List<Member> victims) {
    dead = List.copyOf(victims);
    dead.forEach(Member::kill);
  }

  private void revive() {
    dead.forEach(Member::start);
    awaitComplete();
  }

  /** A leader that dies may only be replaced by a replica that has all confirmed writes. */
  private void awaitComplete() {
    cluster.awaitHealthy();
    cluster.awaitSynchronousStandby();
  }
}
