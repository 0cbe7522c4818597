package io.pgha.benchmarks.fleet;

import io.pgha.benchmarks.report.Goal;
import io.pgha.benchmarks.report.Origin;
import java.util.List;

/**
 * All that a run has found, as it is written to {@code fleet.json}.
 *
 * @param patroni the version of the real members
 * @param members how many there are
 * @param pollSeconds between two polls of a JVM while nothing happens
 */
record Results(
    Origin origin,
    long seed,
    String patroni,
    int members,
    long pollSeconds,
    List<Calibration> calibration,
    List<Check> check,
    List<RealRun> real,
    List<SimulatedRun> simulated,
    List<Goal> goals) {

  /**
   * The model beside what it is a model of: clients that ask again as soon as they have an answer.
   *
   * @param of {@code real} or {@code simulated}
   */
  record Check(int clients, String of, double requestsPerSecond, Waits waits, long refused) {
    static Check of(String of, Load load) {
      return new Check(
          load.clients(),
          of,
          Rounded.tenth(load.perSecond()),
          Waits.ofNanos(load.nanos()),
          load.refused());
    }
  }
}
