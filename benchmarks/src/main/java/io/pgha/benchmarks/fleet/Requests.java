package io.pgha.benchmarks.fleet;

import java.util.ArrayList;
import java.util.List;

/** Counts what simulated JVMs send to members that live. Owned by the simulation's thread. */
final class Requests {
  private final Simulation clock;
  private final List<Long> counts = new ArrayList<>();
  private long beganAt;

  Requests(Simulation clock) {
    this.clock = clock;
  }

  /** What was counted before does not count. */
  void begin() {
    beganAt = clock.read();
    counts.clear();
  }

  void sent() {
    int step = step();
    fillUntil(step);
    counts.set(step, counts.get(step) + 1);
  }

  private int step() {
    return (int) ((clock.read() - beganAt) / Rates.STEP_NANOS);
  }

  private void fillUntil(int step) {
    while (counts.size() <= step) {
      counts.add(0L);
    }
  }

  /** Since it began, without the step that is not over. */
  Rates rates(int members) {
    int over = Math.max(1, step());
    fillUntil(over - 1);
    return Rates.of(counts.subList(0, over), members);
  }
}
