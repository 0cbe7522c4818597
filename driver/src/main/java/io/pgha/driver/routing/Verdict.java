package io.pgha.driver.routing;

import io.pgha.driver.config.OnMemberDown;
import java.time.Duration;

/** What is to become of a session for reading. */
enum Verdict {
  STAY,
  /** To be replaced when nobody uses it. */
  RETIRE,
  ABORT;

  /**
   * How verdicts are reached. Pure.
   *
   * @param hold how long something must speak against a session, without a break, before it counts;
   *     a session of the greatest patience waits twice as long
   */
  record Rules(Duration hold, OnMemberDown onMemberDown) {
    /** A glance is not enough: what counts must have been seen twice. */
    private static final int POLLS = 2;

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    static Rules of(Duration pollInterval, OnMemberDown onMemberDown) {
      Duration polls = pollInterval.multipliedBy(POLLS);
      return new Rules(polls.compareTo(SHORTEST) < 0 ? SHORTEST : polls, onMemberDown);
    }

    /**
     * The verdict on one session.
     *
     * @param nanos how long the objection has held while the session was there
     * @param elsewhere another member would take the session
     */
    Verdict on(Objection objection, long nanos, double patience, boolean elsewhere) {
      if (onMemberDown == OnMemberDown.ABORT && isDown(objection, nanos)) {
        return ABORT;
      }
      boolean leaves =
          objection != Objection.NONE && elsewhere && nanos >= hold.toNanos() * (1 + patience);
      return leaves ? RETIRE : STAY;
    }

    /** What a member says of itself is sure; silence may be a lost packet. */
    private boolean isDown(Objection objection, long nanos) {
      return objection == Objection.GONE
          || (objection == Objection.SILENT && nanos >= hold.toNanos());
    }
  }
}
