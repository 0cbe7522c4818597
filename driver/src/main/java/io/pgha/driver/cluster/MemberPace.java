package io.pgha.driver.cluster;

import java.util.random.RandomGenerator;

/**
 * How often one member may be asked: it gets a rest of about ten times as long as it takes to
 * answer, so that any number of hurried JVMs slow each other down instead of the member. The rest
 * is jittered, so that they do not do it in step.
 *
 * <p>Owned by the monitor thread.
 */
final class MemberPace {
  private static final int REST_FACTOR = 10;
  private static final double SMOOTHING = 0.3;

  private final RandomGenerator random;

  /**
   * How long it takes to answer, smoothed. Not counting its first answer, for which this JVM loads
   * classes.
   */
  private double answerNanos;

  private int answers;
  private long startedAt;
  private long notBefore;

  MemberPace(RandomGenerator random, long now) {
    this.random = random;
    this.notBefore = now;
  }

  boolean due(long now) {
    return now >= notBefore;
  }

  void started(long now) {
    startedAt = now;
    notBefore = now + (long) (REST_FACTOR * answerNanos * (0.5 + random.nextDouble()));
  }

  /** The poll that was started last was answered. */
  void answered(long now) {
    long took = now - startedAt;
    answers = Math.min(answers + 1, 3);
    if (answers == 2) {
      answerNanos = took;
    } else if (answers > 2) {
      answerNanos += SMOOTHING * (took - answerNanos);
    }
  }
}
