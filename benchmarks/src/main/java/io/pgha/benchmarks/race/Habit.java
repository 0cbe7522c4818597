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

  private static final String READ_ONLY = "25006";

  /** The machine must have room for the fault, so who is well takes it easy. */
  Duration pauseAfter(Attempt attempt) {
    return this == PATIENT || !attempt.isServed() ? SHORT : LONG;
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
