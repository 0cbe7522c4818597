package io.pgha.benchmarks.race;

import io.pgha.benchmarks.report.Count;
import java.time.Duration;

/** How long a race goes on, judged by the rounds so far. */
final class TimeToGo {
  /** Before there was one. */
  private static final Duration ROUND = Duration.ofSeconds(30);

  private final int rounds;
  private final long startedAt = System.nanoTime();
  private int done;

  TimeToGo(int rounds) {
    this.rounds = rounds;
  }

  void roundDone() {
    done++;
  }

  String toGo() {
    return toGo(Duration.ofNanos(System.nanoTime() - startedAt));
  }

  String toGo(Duration soFar) {
    Duration round = done == 0 ? ROUND : soFar.dividedBy(done);
    long minutes = round.multipliedBy(rounds - done).toMinutes() + 1;
    return "about %s to go".formatted(Count.of(minutes, "minute"));
  }
}
