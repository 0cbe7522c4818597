package io.pgha.benchmarks.race;

/**
 * One attempt of a client at its operation; times are of {@link System#nanoTime}.
 *
 * @param by the address of the member that served it
 * @param number what it wrote; each write of a race has another
 * @param timeline on which it wrote
 */
record Attempt(long began, long ended, Outcome outcome, String by, long number, int timeline) {
  enum Outcome {
    SERVED,
    /** The application saw an error of a statement. */
    FAILED,
    /** By a member that takes no writes, which the client did not mind. */
    REFUSED,
    /** There was no connection to be had. */
    NO_CONNECTION
  }

  static Attempt served(long began, long number, String by, int timeline) {
    return new Attempt(began, System.nanoTime(), Outcome.SERVED, by, number, timeline);
  }

  static Attempt inVain(long began, Outcome outcome) {
    return new Attempt(began, System.nanoTime(), outcome, /* by= */ "", 0, 0);
  }

  boolean isServed() {
    return outcome == Outcome.SERVED;
  }
}
