package io.pgha.benchmarks.race;

import java.time.Duration;

/** How long a race goes on, judged by the rounds so far. */
final class TimeToGo {
  /** Before there was one. */
  private static final Duration ROUND = Duration.ofSeconds(50);

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
    return "about %d minutes to go".formatted(round.multipliedBy(rounds - done).toMinutes() + 1);
  }
}
