package io.pgha.driver.cluster;

import io.pgha.driver.topology.View;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When the next round of polls is due. Steady polling is slow and jittered, because failures of the
 * sessions themselves hurry it, and so does the loss of the leader. How fast a hurry is for one
 * member is that member's to say: see {@link MemberPace}.
 *
 * <p>Owned by the monitor thread.
 */
final class Pace {
  private static final long FAST_NANOS = Duration.ofMillis(100).toNanos();
  private static final long PATIENT_NANOS = Duration.ofMillis(500).toNanos();

  /** How long a signal is worth a hurry. */
  private static final long HURRY_NANOS = Duration.ofSeconds(3).toNanos();

  /** How long the loss of the leader is: a failover takes up to the ttl and a little. */
  private static final long LEADERLESS_NANOS = Duration.ofSeconds(60).toNanos();

  private final long steadyNanos;
  private final RandomGenerator random;

  private long lastRoundAt;
  private long nextRoundAt;
  private long hurriedUntil;
  private long hurryFrom;
  private long leaderlessSince;
  private boolean leaderless;
  private boolean awaited;

  Pace(Duration steady, RandomGenerator random, long now) {
    this.steadyNanos = steady.toNanos();
    this.random = random;
    this.lastRoundAt = now;
    this.nextRoundAt = now;
    this.hurriedUntil = now;
    this.hurryFrom = now;
  }

  /**
   * Somebody has reason to believe that the view is old.
   *
   * @param spread what made this JVM hurry may make many: each waits for some part of this first;
   *     nanoseconds
   */
  void hurry(long spread, long now) {
    boolean begins = now >= hurriedUntil;
    hurriedUntil = now + HURRY_NANOS;
    if (begins) {
      hurryFrom = now + (long) (spread * random.nextDouble());
    }
    bringForward(now);
  }

  /** A new view has come, and this is whether somebody waits for a better one. */
  void seen(View view, boolean somebodyWaits, long now) {
    boolean lost = view.settled() && view.lastLeader() != null && view.readyLeader().isEmpty();
    if (lost && !leaderless) {
      leaderlessSince = now;
    }
    leaderless = lost;
    awaited = somebodyWaits;
    bringForward(now);
  }

  void roundStarted(long now) {
    lastRoundAt = now;
    nextRoundAt = now + urgency(now, (long) (steadyNanos * (0.8 + 0.4 * random.nextDouble())));
  }

  long nextRoundAt() {
    return nextRoundAt;
  }

  private void bringForward(long now) {
    long soon = lastRoundAt + urgency(now, Long.MAX_VALUE / 2);
    nextRoundAt = Math.min(nextRoundAt, Math.max(soon, hurryFrom));
  }

  private long urgency(long now, long otherwise) {
    if (now < hurriedUntil || (leaderless && now - leaderlessSince < LEADERLESS_NANOS)) {
      return Math.min(FAST_NANOS, steadyNanos);
    }
    return leaderless || awaited ? Math.min(PATIENT_NANOS, steadyNanos) : otherwise;
  }
}
