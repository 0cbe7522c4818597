package io.pgha.driver.telemetry;

import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Who leads, as far as operators care. Immutable.
 *
 * @param api of the member, null where there is none
 * @param timeline 0 while it is not known
 */
record Leadership(Kind kind, @Nullable URI api, long timeline) {
  enum Kind {
    /** Not everybody was asked yet. */
    UNKNOWN,
    /** Nobody takes writes, be it that the holder of the lock is not ready. */
    NONE,
    /** The leader of a standby cluster. */
    STANDBY,
    /** No member answers, and this is the last leader known. */
    ASSUMED,
    READY
  }

  static final Leadership UNKNOWN = new Leadership(Kind.UNKNOWN, null, 0);
  private static final Leadership NONE = new Leadership(Kind.NONE, null, 0);

  static Leadership of(View view) {
    Leader leader = view.leader();
    if (leader != null && leader.ready()) {
      Kind kind = leader.assumed() ? Kind.ASSUMED : Kind.READY;
      return new Leadership(kind, leader.api(), leader.timeline());
    }
    return leader == null
        ? view.standbyLeader().map(Leadership::standby).orElseGet(() -> nobody(view))
        : nobody(view);
  }

  private static Leadership standby(MemberView seen) {
    return new Leadership(Kind.STANDBY, seen.member().api(), 0);
  }

  private static Leadership nobody(View view) {
    return view.settled() || view.lastLeader() != null ? NONE : UNKNOWN;
  }

  boolean leads() {
    return kind == Kind.READY || kind == Kind.STANDBY;
  }

  /** A timeline that was not told is no other one. */
  boolean same(Leadership other) {
    return kind == other.kind
        && (api == null ? other.api == null : api.equals(other.api))
        && (timeline == other.timeline || timeline == 0 || other.timeline == 0);
  }
}
