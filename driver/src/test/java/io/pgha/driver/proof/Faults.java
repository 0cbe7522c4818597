package io.pgha.driver.proof;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.util.List;

/** The faults, and what must work while they last. */
final class Faults {
  private Faults() {}

  static final Fault SWITCHOVER =
      Fault.of(
          "switchover", scene -> scene.cluster().switchover(), Faults::writesElsewhereAndReads);

  static final Fault LEADER_KILLED =
      Fault.of("leader killed", scene -> scene.leader().kill(), Faults::writesElsewhereAndReads);

  /** What it had acknowledged last may not have reached its successor. */
  static final Fault LEADER_KILLED_ASYNC =
      Fault.of(
              "leader killed without synchronous mode",
              Faults::killWithoutSyncStandby,
              Faults::writesElsewhereAndReads)
          .followedBy(scene -> scene.cluster().synchronousMode(true))
          .thatMayLose();

  static final Fault POSTGRES_KILLED =
      Fault.of(
          "PostgreSQL killed on the leader",
          scene -> scene.leader().killPostgres(),
          Faults::writesAndReads);

  static final Fault PATRONI_KILLED =
      Fault.of(
          "Patroni killed on the leader",
          scene -> scene.leader().killPatroni(),
          Faults::writesElsewhereAndReads);

  /** When it thaws it believes to be the leader still, and may win over the new one. */
  static final Fault LEADER_FROZEN =
      Fault.of(
              "leader frozen, then thawed",
              scene -> scene.leader().freeze(),
              Faults::writesElsewhereAndReads)
          .thatMayLose();

  static final Fault LEADER_CUT_FROM_DCS =
      Fault.of(
          "leader isolated from the DCS",
          scene -> scene.leader().isolateFromDcs(),
          Faults::writesElsewhereAndReads);

  static final Fault LEADER_CUT_FROM_CLIENTS =
      Fault.of(
          "leader isolated from clients",
          scene -> scene.leader().isolateFromClients(),
          Faults::noLeaderInSightAndReads);

  static final Fault REPLICA_KILLED =
      Fault.of("one replica killed", scene -> scene.bystander().kill(), Faults::writesAndReads);

  static final Fault SYNC_STANDBY_KILLED =
      Fault.of(
          "synchronous standby killed",
          scene -> scene.syncStandby().kill(),
          Faults::writesAndReads);

  /** Patroni may wait for one of them to be the synchronous standby, and nobody can write. */
  static final Fault REPLICAS_KILLED =
      Fault.of(
              "all replicas killed and returned",
              scene -> scene.replicas().forEach(Member::kill),
              scene -> scene.traffic().awaitReadsOn(List.of(scene.leader())))
          .followedBy(
              scene -> scene.traffic().awaitPoolReadsOnlyOn(scene.cluster().awaitReplicas()));

  static final Fault REPLICA_FROZEN =
      Fault.of("replica frozen", scene -> scene.bystander().freeze(), Faults::writesAndReads);

  static final Fault REPLICA_LAGGING =
      Fault.of("replica lagging beyond the limit", Faults::holdUpReplay, Faults::routesElsewhere);

  static final Fault DCS_DOWN =
      Fault.of("DCS down", scene -> scene.cluster().etcd().stop(), Faults::leaderStepsDownAndReads);

  static final Fault DCS_FROZEN =
      Fault.of(
          "DCS frozen", scene -> scene.cluster().etcd().freeze(), Faults::leaderStepsDownAndReads);

  static final Fault DCS_DOWN_WITH_FAILSAFE =
      Fault.of(
          "DCS down with failsafe",
          scene -> {
            scene.cluster().failsafeMode(true);
            scene.cluster().etcd().stop();
          },
          scene -> {
            scene
                .cluster()
                .await(
                    "failsafe mode",
                    () -> scene.leader().status().path("failsafe_mode_is_active").asBoolean());
            writesAndReads(scene);
          });

  static final Fault PAUSE =
      Fault.of(
          "pause, Patroni restarted on the leader",
          scene -> scene.cluster().pause(),
          scene -> {
            writesAndReads(scene);
            scene.leader().killPatroni();
            scene.leader().start();
            scene.cluster().await("the leader to be back", scene.leader()::isLeader);
            scene.traffic().awaitWritesOn(scene.leader());
            scene.traffic().awaitReads();
          });

  static final Fault MEMBER_ADDED =
      Fault.of(
          "member added",
          scene -> scene.cluster().addMember(),
          scene -> {
            List<Member> members = scene.cluster().members();
            scene.traffic().awaitRoutesTo(members.get(members.size() - 1));
            writesAndReads(scene);
          });

  static final Fault MEMBER_REMOVED =
      Fault.of(
          "member removed",
          scene -> scene.cluster().removeMember(scene.bystander()),
          Faults::writesAndReads);

  static final Fault ROLLING_RESTART =
      Fault.of("rolling restart", Faults::restartAll, Faults::writesElsewhereAndReads);

  static final List<Fault> ALL =
      List.of(
          SWITCHOVER,
          LEADER_KILLED,
          LEADER_KILLED_ASYNC,
          POSTGRES_KILLED,
          PATRONI_KILLED,
          LEADER_FROZEN,
          LEADER_CUT_FROM_DCS,
          LEADER_CUT_FROM_CLIENTS,
          REPLICA_KILLED,
          SYNC_STANDBY_KILLED,
          REPLICAS_KILLED,
          REPLICA_FROZEN,
          REPLICA_LAGGING,
          DCS_DOWN,
          DCS_FROZEN,
          DCS_DOWN_WITH_FAILSAFE,
          PAUSE,
          MEMBER_ADDED,
          MEMBER_REMOVED,
          ROLLING_RESTART);

  private static final List<Fault> NOT_FOR_SOAK =
      List.of(LEADER_KILLED_ASYNC, MEMBER_ADDED, MEMBER_REMOVED, ROLLING_RESTART);

  /** Those that leave the members, and the mode, as they are. */
  static final List<Fault> FOR_SOAK =
      ALL.stream().filter(fault -> !NOT_FOR_SOAK.contains(fault)).toList();

  private static void killWithoutSyncStandby(Scene scene) {
    scene.cluster().synchronousMode(false);
    scene.traffic().awaitWrites();
    scene.leader().kill();
  }

  private static void writesAndReads(Scene scene) {
    scene.traffic().awaitWrites();
    scene.traffic().awaitReads();
  }

  private static void writesElsewhereAndReads(Scene scene) {
    scene.traffic().awaitReads();
    scene.awaitWritesElsewhere();
    scene.traffic().awaitReads();
  }

  private static void noLeaderInSightAndReads(Scene scene) {
    scene
        .cluster()
        .await("the driver to miss the leader", () -> scene.traffic().view().leader() == null);
    scene.traffic().awaitReadsOn(scene.replicas());
  }

  private static void leaderStepsDownAndReads(Scene scene) {
    scene.traffic().awaitReads();
    scene.awaitNoLeader();
    scene.traffic().awaitReads();
  }

  /** Patroni would resume the replay at its next look, were it not paused. */
  private static void holdUpReplay(Scene scene) {
    scene.cluster().pause();
    scene.bystander().pauseReplay();
    scene.leader().sql("create table behind as select generate_series(1, 100000)");
    scene.leader().sql("drop table behind");
  }

  private static void routesElsewhere(Scene scene) {
    Member behind = scene.bystander();
    scene
        .cluster()
        .await(
            "the driver to see it of " + behind,
            () -> scene.lag(behind) > Traffic.MAX_REPLICA_LAG_BYTES);
    scene.traffic().awaitRoutes(50);
    scene
        .traffic()
        .awaitPoolReadsOnlyOn(
            scene.replicas().stream().filter(replica -> replica != behind).toList());
    writesAndReads(scene);
  }

  private static void restartAll(Scene scene) {
    PatroniCluster cluster = scene.cluster();
    scene.replicas().forEach(replica -> restart(cluster, replica));
    cluster.switchover();
    restart(cluster, scene.leader());
  }

  private static void restart(PatroniCluster cluster, Member member) {
    member.stop();
    member.start();
    cluster.awaitHealthy();
  }
}
