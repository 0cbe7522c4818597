package io.pgha.proxy.it;

/**
 * One statement of a client, or one try to get a connection for it.
 *
 * @param began by {@link System#nanoTime}, as ended
 * @param outcome what came of it
 */
record Operation(long began, long ended, Outcome outcome) {
  enum Outcome {
    ON_PRIMARY,
    ON_REPLICA,
    /** A write that reached a member which is not the leader. */
    MISROUTED,
    FAILED
  }

  boolean served() {
    return outcome == Outcome.ON_PRIMARY || outcome == Outcome.ON_REPLICA;
  }
}
