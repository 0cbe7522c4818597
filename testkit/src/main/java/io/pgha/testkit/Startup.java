package io.pgha.testkit;

import java.util.Optional;

/** Brings a new cluster up to the point where tests can begin. */
final class Startup {
  private final Site site;
  private final Etcd etcd;
  private final Roster roster;

  Startup(Site site, Etcd etcd, Roster roster) {
    this.site = site;
    this.etcd = etcd;
    this.roster = roster;
  }

  /**
   * @throws IllegalStateException with the ends of all logs when it does not come up
   */
  void run() {
    try {
      etcd.start();
      for (int i = 0; i < site.settings().members(); i++) {
        roster.newMember(site).start();
      }
      awaitHealthy();
      if (site.settings().standbyOf() == null) {
        createDatabase(roster.await("a leader", roster::leader));
      }
      roster.await("every member to have the database", () -> roster.all(Member::hasDatabase));
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          e.getMessage() + "\n" + Logs.tails(etcd, roster.members()), e);
    }
  }

  private void awaitHealthy() {
    roster.await(
        "a leader and all other members streaming from it",
        () -> firstDead().isPresent() || roster.isHealthy());
    firstDead()
        .ifPresent(
            member -> {
              throw new IllegalStateException("Patroni of " + member + " has ended");
            });
  }

  private Optional<Member> firstDead() {
    return roster.members().stream().filter(member -> !member.isRunning()).findFirst();
  }

  private void createDatabase(Member leader) {
    String role = "create role %s login password '%s'";
    leader.sql("postgres", role.formatted(Credentials.USER, site.credentials().userPassword()));
    String database = "create database %s owner %s";
    leader.sql("postgres", database.formatted(Credentials.DATABASE, Credentials.USER));
  }
}
