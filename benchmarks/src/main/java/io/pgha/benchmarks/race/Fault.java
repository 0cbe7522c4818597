package io.pgha.benchmarks.race;

import java.util.List;

/**
 * Something that befalls the cluster, and so all contenders at the same time.
 *
 * @param place who reads where before it happens
 * @param victim whom it hurts
 * @param preparation is done before, and hurts nobody
 * @param act lets it happen, and returns when the cluster itself has got over it, or is as it will
 *     stay until it is healed
 */
record Fault(String name, Place place, Victim victim, Act preparation, Act act) {
  interface Act {
    void on(Scene scene);
  }

  enum Place {
    ANYWHERE,
    /** Whoever can reads on the replica that is to be hurt; elsewhere nobody would notice. */
    ON_THE_BYSTANDER
  }

  enum Victim {
    CLUSTER,
    /** Replicas, alone or among others: reads are to go on. */
    REPLICAS
  }

  private static Fault of(String name, Act act) {
    return new Fault(name, Place.ANYWHERE, Victim.CLUSTER, scene -> {}, act);
  }

  private static Fault ofReplicas(String name, Act act) {
    return new Fault(name, Place.ANYWHERE, Victim.REPLICAS, scene -> {}, act);
  }

  private static Fault ofTheBystander(String name, Act act) {
    return new Fault(name, Place.ON_THE_BYSTANDER, Victim.REPLICAS, scene -> {}, act);
  }

  private Fault preparedBy(Act preparation) {
    return new Fault(name, place, victim, preparation, act);
  }

  static final List<Fault> ALL =
      List.of(
          of("switchover", scene -> scene.cluster().switchover()),
          of(
              "leader killed",
              scene -> {
                scene.leader().kill();
                scene.awaitWritesElsewhere();
              }),
          of(
              "PostgreSQL killed on the leader",
              scene -> {
                scene.leader().killPostgres();
                scene.awaitWrites();
              }),
          of(
              "Patroni killed on the leader",
              scene -> {
                scene.leader().killPatroni();
                scene.awaitWritesElsewhere();
              }),
          of(
              "leader frozen, then thawed",
              scene -> {
                scene.leader().freeze();
                scene.awaitWritesElsewhere();
                scene.leader().thaw();
              }),
          of(
              "leader isolated from the DCS",
              scene -> {
                scene.leader().isolateFromDcs();
                scene.awaitWritesElsewhere();
              }),
          of("leader isolated from clients", Faults::isolateLeader),
          ofTheBystander("one replica killed", scene -> scene.bystander().kill()),
          ofReplicas("all replicas killed and returned", Faults::killReplicas),
          ofTheBystander("replica frozen", scene -> scene.bystander().freeze()),
          // Patroni would resume the replay at its next look, were it not paused.
          ofTheBystander("replica lagging", Faults::holdUpReplay)
              .preparedBy(scene -> scene.cluster().pause()),
          of("DCS down", Faults::stopDcs),
          of("DCS frozen", Faults::freezeDcs),
          of("DCS down with failsafe mode", Faults::stopDcsInFailsafeMode)
              .preparedBy(scene -> scene.cluster().failsafeMode(true)),
          of("pause, Patroni restarted on the leader", Faults::restartPatroniInPause),
          of("member added", scene -> scene.cluster().addMember()),
          ofTheBystander("member removed", Faults::remove),
          ofReplicas("rolling restart", Faults::restartAll));

  @Override
  public String toString() {
    return name;
  }
}
