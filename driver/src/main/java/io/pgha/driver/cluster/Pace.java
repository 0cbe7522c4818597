package io.pgha.driver.cluster;

import io.pgha.driver.topology.View;
import java.net.URI;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When the next round of polls is due. Steady polling is slow and jittered, because failures of the
 * sessions themselves hurry it, and so does the loss of the leader. The longer nothing has
 * happened, the slower it gets: a fleet costs its cluster least on all those days on which there is
 * nothing to see. How fast a hurry is for one member is that member's to say: see {@link
 * MemberPace}.
 *
 * <p>Owned by the monitor thread.
 */
final class Pace {
  private static final long FAST_NANOS = Duration.ofMillis(100).toNanos();
  private static final long FASTEST_NANOS = Duration.ofMillis(50).toNanos();
  private static final long PATIENT_NANOS = Duration.ofMillis(500).toNanos();

  /** How long a signal is worth a hurry. */
  private static final long HURRY_NANOS = Duration.ofSeconds(3).toNanos();

  /** How long the loss of the leader is: a failover takes up to the ttl and a little. */
  private static final long LEADERLESS_NANOS = Duration.ofSeconds(60).toNanos();

  /** How long a promotion takes, unless there is much to replay. */
  private static final long PROMOTION_NANOS = Duration.ofSeconds(1).toNanos();

  /** After six minutes without an event the next look may take another minute. */
  private static final int QUIET_FACTOR = 6;

  private static final int SLOWEST_FACTOR = 4;
  private static final double MOST_JITTER = 0.2;
  private static final long SLOWEST_NANOS = Duration.ofMinutes(1).toNanos();

  private final long steadyNanos;
  private final long slowestNanos;
  private final RandomGenerator random;

  /** Null before the first. */
  private @Nullable View seen;

  /** When something last happened. */
  private long eventAt;

  /**
   * By which the pause after the last round is longer than it might be. JVMs that were hurried by
   * the same event would ask in step otherwise, and the listen queue of a member is short.
   */
  private double jitter = 1;

  private long lastRoundAt;
  private long nextRoundAt;
  private long hurriedUntil;
  private long hurryFrom;
  private long leaderlessSince;
  private boolean leaderless;
  private long promotedSince;

  /** Who holds the lock and is not ready; null if nobody is. */
  private @Nullable URI promoting;

  private boolean awaited;

  Pace(Duration steady, RandomGenerator random, long now) {
    this.steadyNanos = steady.toNanos();
    this.slowestNanos =
        Math.max(steadyNanos, Math.min(SLOWEST_FACTOR * steadyNanos, SLOWEST_NANOS));
    this.random = random;
    this.eventAt = now;
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
    eventAt = now;
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
    URI holder = lost && view.leader() != null ? view.leader().api() : null;
    if (holder != null && !holder.equals(promoting)) {
      promotedSince = now;
    }
    if (seen == null || !seen.tellsTheSameAs(view)) {
      eventAt = now;
    }
    seen = view;
    leaderless = lost;
    promoting = holder;
    awaited = somebodyWaits;
    bringForward(now);
  }

  void roundStarted(long now) {
    lastRoundAt = now;
    jitter = 1 + MOST_JITTER * random.nextDouble();
    nextRoundAt = now + jittered(urgency(now, steady(now)));
  }

  private long steady(long now) {
    long earned = (now - eventAt) / QUIET_FACTOR;
    return Math.min(Math.max(steadyNanos, earned), slowestNanos);
  }

  long nextRoundAt() {
    return nextRoundAt;
  }

  private void bringForward(long now) {
    long soon = lastRoundAt + jittered(urgency(now, steady(now)));
    nextRoundAt = Math.min(nextRoundAt, Math.max(soon, hurryFrom));
  }

  private long jittered(long nanos) {
    return (long) (jitter * nanos);
  }

  private long urgency(long now, long otherwise) {
    if (promoting != null && now - promotedSince < PROMOTION_NANOS) {
      return Math.min(FASTEST_NANOS, steadyNanos);
    }
    if (now < hurriedUntil || (leaderless && now - leaderlessSince < LEADERLESS_NANOS)) {
      return Math.min(FAST_NANOS, steadyNanos);
    }
    return leaderless || awaited ? Math.min(PATIENT_NANOS, steadyNanos) : otherwise;
  }
}
