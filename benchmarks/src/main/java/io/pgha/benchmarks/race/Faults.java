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

  /** More than HAProxy's check and the driver allow by default. */
  static void holdUpReplay(Scene scene) {
    scene.bystander().pauseReplay();
    scene.leader().sql("create table behind as select generate_series(1, 300000)");
    scene.leader().sql("drop table behind");
    scene.hold(WHILE);
  }

  static void stopDcs(Scene scene) {
    scene.cluster().etcd().stop();
    holdWithoutLeader(scene);
    scene.cluster().etcd().start();
    scene.awaitWrites();
  }

  static void freezeDcs(Scene scene) {
    scene.cluster().etcd().freeze();
    holdWithoutLeader(scene);
    scene.cluster().etcd().thaw();
    scene.awaitWrites();
  }

  /** The leader steps down, and nobody leads until the DCS is back. */
  private static void holdWithoutLeader(Scene scene) {
    scene.cluster().await("the leader to step down", scene.leader()::hasSteppedDown);
    scene.hold(WHILE);
  }

  /** The leader goes on, since it reaches all members. */
  static void stopDcsInFailsafeMode(Scene scene) {
    scene.cluster().etcd().stop();
    scene
        .cluster()
        .await(
            "failsafe mode",
            () -> scene.leader().status().path("failsafe_mode_is_active").asBoolean());
    scene.hold(WHILE);
    scene.cluster().etcd().start();
    scene.awaitWrites();
  }

  static void restartPatroniInPause(Scene scene) {
    scene.cluster().pause();
    scene.leader().killPatroni();
    scene.leader().start();
    scene.cluster().await("the leader to be back", scene.leader()::isLeader);
    scene.awaitWrites();
  }

  /** In order, as its operator does it; Patroni tells of it until its key has expired. */
  static void remove(Scene scene) {
    scene.bystander().stop();
    scene.cluster().await("Patroni to forget " + scene.bystander(), () -> isForgotten(scene));
  }

  private static boolean isForgotten(Scene scene) {
    return Patroni.get(scene.leader(), "/cluster")
        .path("members")
        .valueStream()
        .noneMatch(member -> member.path("name").asText().equals(scene.bystander().name()));
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
