package io.pgha.benchmarks.race;

import java.sql.SQLException;
import java.time.Duration;

/** What a client does with its connection after an operation. */
enum Habit {
  /** Has its own, and closes it when anything fails. */
  OWN,
  /** Takes one from a pool for each operation. */
  BORROWED,
  /** Keeps it also on a member that takes no writes, as that may become the leader. */
  PATIENT;

  private static final Duration SHORT = Duration.ofMillis(10);
  private static final Duration LONG = Duration.ofMillis(20);

  /** Many who try again at once are what a recovering PostgreSQL is busy with, for a minute. */
  private static final Duration AFTER_FAILURE = Duration.ofMillis(50);

  /**
   * Between two attempts, in ms.
   *
   * @param limit of the limit
   * @param served of everybody else who was served
   * @param failed of everybody else who was not
   */
  record Pauses(long limit, long served, long failed) {}

  private static final String READ_ONLY = "25006";

  static Pauses pauses() {
    return new Pauses(SHORT.toMillis(), LONG.toMillis(), AFTER_FAILURE.toMillis());
  }

  /** The machine must have room for the fault, so who is well takes it easy. */
  Duration pauseAfter(Attempt attempt) {
    if (this == PATIENT) {
      return SHORT;
    }
    return attempt.isServed() ? LONG : AFTER_FAILURE;
  }

  boolean keepsAfterSuccess() {
    return this != BORROWED;
  }

  boolean keepsAfter(Exception failure) {
    return this == PATIENT
        && failure instanceof SQLException e
        && READ_ONLY.equals(e.getSQLState());
  }
}
