package io.pgha.benchmarks.race;

import java.util.List;

/**
 * Something that befalls the cluster, and so all contenders at the same time.
 *
 * @param place who reads where before it happens
 * @param act lets it happen, and returns when the cluster itself has got over it, or is as it will
 *     stay until it is healed
 */
record Fault(String name, Place place, Act act) {
  interface Act {
    void on(Scene scene);
  }

  enum Place {
    ANYWHERE,
    /** Whoever can reads on the replica that is to be hurt; elsewhere nobody would notice. */
    ON_THE_BYSTANDER
  }

  private static Fault of(String name, Act act) {
    return new Fault(name, Place.ANYWHERE, act);
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
          new Fault(
              "one replica killed", Place.ON_THE_BYSTANDER, scene -> scene.bystander().kill()),
          of("all replicas killed and returned", Faults::killReplicas),
          new Fault("replica frozen", Place.ON_THE_BYSTANDER, scene -> scene.bystander().freeze()),
          of("DCS down", Faults::stopDcs),
          of("rolling restart", Faults::restartAll));

  @Override
  public String toString() {
    return name;
  }
}
