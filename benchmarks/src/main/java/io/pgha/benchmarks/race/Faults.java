package io.pgha.benchmarks.race;

import io.pgha.testkit.Member;
import java.time.Duration;

/** Faults that take more than one step. */
final class Faults {
  /** Longer than any of the contenders' timeouts. */
  private static final Duration WHILE = Duration.ofSeconds(10);

  private Faults() {}

  /** Nobody else becomes the leader, and nobody can write until it is within reach again. */
  static void isolateLeader(Scene scene) {
    scene.leader().isolateFromClients();
    scene.hold(WHILE);
    scene.leader().rejoin();
    scene.awaitWrites();
  }

  static void killReplicas(Scene scene) {
    scene.replicas().forEach(Member::kill);
    scene.hold(WHILE);
    scene.replicas().forEach(Member::start);
    scene.cluster().awaitHealthy();
    scene.awaitWrites();
  }

  /** The leader steps down, and nobody leads until the DCS is back. */
  static void stopDcs(Scene scene) {
    scene.cluster().etcd().stop();
    scene
        .cluster()
        .await(
            "the leader to step down",
            () -> scene.cluster().members().stream().noneMatch(Member::isLeader));
    scene.hold(WHILE);
    scene.cluster().etcd().start();
    scene.awaitWrites();
  }

  /** Replicas first, as one does. */
  static void restartAll(Scene scene) {
    scene.replicas().forEach(replica -> restart(scene, replica));
    scene.cluster().switchover();
    restart(scene, scene.leader());
  }

  private static void restart(Scene scene, Member member) {
    member.stop();
    member.start();
    scene.cluster().awaitHealthy();
  }
}
