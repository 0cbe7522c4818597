package io.pgha.benchmarks.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What {@link Load} does, on a simulated member. Owned by the simulation's thread. */
final class SimulatedLoad {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Simulation clock = new Simulation();
  private final List<Long> waits = new ArrayList<>();
  private final ApiModel api;
  private final SimulatedMember member;
  private final long end;

  private SimulatedLoad(ServiceTimes times, Duration time, long seed) {
    this.api = new ApiModel(clock, times, new SplittableRandom(seed));
    this.member = SimulatedMember.replica("pg1", "192.0.2.1", api);
    this.end = time.toNanos();
  }

  static Load run(ServiceTimes times, int clients, Duration time, long seed) {
    SimulatedLoad load = new SimulatedLoad(times, time, seed);
    for (int i = 0; i < clients; i++) {
      load.ask();
    }
    load.clock.runUntil(load.end);
    int answered = load.waits.size();
    load.clock.runUntil(load.end + TIMEOUT.toNanos());
    return new Load(
        clients, answered / (time.toNanos() / 1e9), List.copyOf(load.waits), load.api.dropped());
  }

  private void ask() {
    if (clock.read() < end) {
      PatientRequest.send(
          clock,
          member,
          TIMEOUT,
          (answered, nanos) -> {
            waits.add(nanos);
            ask();
          });
    }
  }
}
