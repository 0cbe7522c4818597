package io.pgha.driver.cluster;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often one member may be asked. It gets a rest of twice as long as it takes to answer, up to
 * what a busy machine may take. Slow answers are no reason for more: as there is one request at a
 * time, they slow us down by themselves, and a cluster that promotes a member answers slowly just
 * when the answer is awaited. What takes longer than a quarter of a second is a queue, and earns a
 * rest of sixteen times as long, so that any number of hurried JVMs slow each other down instead of
 * the member. The rest is jittered, so that they do not do it in step.
 *
 * <p>Owned by the monitor thread.
 */
final class MemberPace {
  private static final int REST_FACTOR = 2;
  private static final int QUEUE_FACTOR = 16;
  private static final int URGENT_FACTOR = 2;
  private static final double BUSY_NANOS = Duration.ofMillis(50).toNanos();
  private static final double QUEUE_NANOS = Duration.ofMillis(250).toNanos();
  private static final double SMOOTHING = 0.3;

  private static final int SPREAD_FACTOR = 10;

  /** Between the starts of two requests, however quick the answers are. */
  private static final long SHORTEST_REST_NANOS = Duration.ofMillis(100).toNanos();

  private static final long SHORTEST_URGENT_NANOS = SHORTEST_REST_NANOS / 2;

  /**
   * A member that was slow must not be lost sight of. Much less, and a thousand JVMs that take
   * silence for the loss of a leader would keep a slow member silent for ever.
   */
  private static final double LONGEST_REST_NANOS = Duration.ofSeconds(3).toNanos();

  private final RandomGenerator random;

  /**
   * How long it takes to answer, smoothed. Not counting its first answer, for which this JVM loads
   * classes.
   */
  private double answerNanos;

  /** What its last answer took. */
  private double lastNanos;

  private int answers;
  private long startedAt;

  /** Between the starts of two requests, as a multiple of the rest: 1 on average. */
  private double jitter;

  MemberPace(RandomGenerator random, long now) {
    this.random = random;
    this.startedAt = now - SHORTEST_REST_NANOS;
  }

  /**
   * @param urgent a much shorter rest will do, for a short time
   */
  boolean due(boolean urgent, long now) {
    double rest = urgent ? URGENT_FACTOR * queued() : rest();
    long jittered = (long) (Math.min(rest, LONGEST_REST_NANOS) * jitter);
    return now - startedAt
        >= Math.max(jittered, urgent ? SHORTEST_URGENT_NANOS : SHORTEST_REST_NANOS);
  }

  private double queued() {
    return Math.max(0, answerNanos - QUEUE_NANOS);
  }

  void started(long now) {
    startedAt = now;
    jitter = 0.75 + 0.5 * random.nextDouble();
  }

  /** How long it is left alone between two requests, on average; nanoseconds. */
  long rest() {
    double rest = REST_FACTOR * Math.min(answerNanos, BUSY_NANOS) + QUEUE_FACTOR * queued();
    return (long) Math.min(rest, LONGEST_REST_NANOS);
  }

  /** Over which time hurries that many begin at the same moment are spread; nanoseconds. */
  long spread() {
    return (long) Math.min(SPREAD_FACTOR * answerNanos, LONGEST_REST_NANOS);
  }

  /**
   * The request that was started last was answered. Of two answers in a row the quicker counts:
   * many that ask a member slow all its answers, while a single one says that somebody was busy for
   * a moment, as when a failure strikes, and then the next must not wait.
   */
  void answered(long now) {
    double took = now - startedAt;
    answers = Math.min(answers + 1, 3);
    if (answers == 2) {
      answerNanos = took;
    } else if (answers > 2) {
      answerNanos += SMOOTHING * (Math.min(took, lastNanos) - answerNanos);
    }
    lastNanos = took;
  }
}
