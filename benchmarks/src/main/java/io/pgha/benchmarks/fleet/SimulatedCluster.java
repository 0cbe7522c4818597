package io.pgha.benchmarks.fleet;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.stream.Stream;

/**
 * A leader and two replicas, and the race between these when the leader's lock has expired. Owned
 * by the simulation's thread.
 */
final class SimulatedCluster {
  /** Which Patroni's members give each other, before one takes the lock. */
  static final Duration RACE_TIMEOUT = Duration.ofSeconds(2);

  /** From the lock to a PostgreSQL that takes writes, as measured with Patroni 4.1. */
  static final Duration PROMOTION = Duration.ofMillis(100);

  private final Simulation clock;
  private final List<SimulatedMember> members;
  private int racing;
  private int raceTimeouts;

  SimulatedCluster(Simulation clock, ServiceTimes times, SplittableGenerator random) {
    this.clock = clock;
    this.members =
        List.of(
            SimulatedMember.leader(
                "pg1", "192.0.2.1", api(times, random), /* replicas= */ List.of("pg2", "pg3")),
            SimulatedMember.replica("pg2", "192.0.2.2", api(times, random)),
            SimulatedMember.replica("pg3", "192.0.2.3", api(times, random)));
  }

  private ApiModel api(ServiceTimes times, SplittableGenerator random) {
    return new ApiModel(clock, times, random.split());
  }

  List<SimulatedMember> members() {
    return members;
  }

  Stream<SimulatedMember> living() {
    return members.stream().filter(member -> !member.dead());
  }

  SimulatedMember member(URI api) {
    return members.stream().filter(member -> member.uri().equals(api)).findFirst().orElseThrow();
  }

  void killLeader() {
    members.get(0).die();
  }

  /**
   * The dead leader's lock has expired: the others ask each other, and when they have heard or have
   * waited enough, the first of them takes it.
   */
  void lockExpires(Runnable promoted) {
    List<SimulatedMember> candidates = living().toList();
    racing = candidates.size() * (candidates.size() - 1);
    for (SimulatedMember from : candidates) {
      candidates.stream()
          .filter(to -> to != from)
          .forEach(to -> PatientRequest.send(clock, to, RACE_TIMEOUT, heard(promoted)));
    }
  }

  private PatientRequest.End heard(Runnable promoted) {
    return (answered, nanos) -> {
      raceTimeouts += answered ? 0 : 1;
      racing--;
      if (racing == 0) {
        promote(living().findFirst().orElseThrow(), promoted);
      }
    };
  }

  private void promote(SimulatedMember winner, Runnable promoted) {
    winner.takeLock();
    clock.after(
        PROMOTION.toNanos(),
        () -> {
          winner.promote();
          promoted.run();
        });
  }

  /** How many requests of the race were not answered in time. */
  int raceTimeouts() {
    return raceTimeouts;
  }
}
