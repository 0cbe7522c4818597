package io.pgha.benchmarks.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Other clients of the living members' APIs: to each a request again and again, whether the one
 * before was answered or not. Owned by the simulation's thread.
 */
final class SimulatedOthers {
  static final Duration TIMEOUT = Duration.ofSeconds(5);
  static final Duration PAUSE = Duration.ofMillis(50);

  /** Requests a second to a member. */
  static final double RATE = 1e9 / PAUSE.toNanos();

  private final Simulation clock;
  private final List<Long> waits = new ArrayList<>();
  private boolean stopped;

  SimulatedOthers(Simulation clock) {
    this.clock = clock;
  }

  void ask(SimulatedMember member) {
    if (!stopped) {
      PatientRequest.send(clock, member, TIMEOUT, (answered, nanos) -> waits.add(nanos));
      clock.after(PAUSE.toNanos(), () -> ask(member));
    }
  }

  /** Sends no more, and returns when all that were sent have ended. */
  Waits stop() {
    stopped = true;
    clock.runUntil(clock.read() + TIMEOUT.toNanos());
    return Waits.ofNanos(waits);
  }
}
