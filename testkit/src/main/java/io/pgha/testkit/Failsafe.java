package io.pgha.testkit;

/**
 * Turns {@code failsafe_mode} on and off so that every member knows it: they need it when etcd
 * can't tell any more.
 */
final class Failsafe {
  private static final String PATH = "/failsafe";
  private static final int KNOWN = 200;

  private final Roster roster;
  private final DynamicConfig config;
  private final Etcd etcd;

  Failsafe(Roster roster, DynamicConfig config, Etcd etcd) {
    this.roster = roster;
    this.config = config;
    this.etcd = etcd;
  }

  void set(boolean on) {
    // Off first: the topology that an earlier time left in etcd would look like the new one.
    config.set("failsafe_mode", false);
    roster.await("all members to forget the failsafe topology", this::forgotten);
    if (on) {
      config.set("failsafe_mode", true);
      roster.await(
          "all members to know the failsafe topology",
          () -> roster.allAnswers(PATH, answer -> answer.status() == KNOWN));
    }
  }

  private boolean forgotten() {
    etcd.delete("failsafe");
    return roster.allAnswers(PATH, answer -> answer.status() != KNOWN);
  }
}
