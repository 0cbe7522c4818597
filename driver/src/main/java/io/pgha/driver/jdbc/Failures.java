package io.pgha.driver.jdbc;

import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.session.Session;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a failure of a session tells about the cluster, and what the application is told of it.
 * Source of the states: PostgreSQL's appendix "Error Codes".
 */
final class Failures {
  private static final String CONNECTION_FAILURE = "08006";
  private static final String OUTCOME_UNKNOWN = "08007";

  /** pgjdbc itself has refused: nothing was sent. */
  private static final String WAS_CLOSED = "08003";

  /** The session was idle for too long when the server ended it: what was sent then has not run. */
  private static final String IDLE_TOO_LONG = "57P05";

  /**
   * Resources, system and internal errors: what a server says that panics, at a commit too, as when
   * its disk is full.
   */
  private static final List<String> SERVER_FAILED = List.of("53", "58", "F0", "XX");

  private Failures() {}

  /**
   * Returns what to throw.
   *
   * @param committing what failed would have committed
   */
  static SQLException report(
      Cluster cluster, HeldSession held, boolean committing, SQLException e) {
    Session session = held.session();
    if (isSuspicious(session, e.getSQLState())) {
      cluster.hurry();
    }
    if (committing && held.gone() && isNoAnswer(e.getSQLState())) {
      return replaced(e, outcomeUnknown(cluster, session), OUTCOME_UNKNOWN);
    }
    return session.fenced() ? fenced(cluster, session, e) : e;
  }

  private static boolean isSuspicious(Session session, @Nullable String state) {
    return state != null
        && (isBroken(state) || (state.equals("25006") && !session.purpose().readOnly()));
  }

  /** The connection failed, or the server has ended it, and that is news. */
  private static boolean isBroken(String state) {
    return (state.startsWith("08") && !state.equals(WAS_CLOSED))
        || (state.startsWith("57P") && !state.equals(IDLE_TOO_LONG));
  }

  /**
   * The server has not said what became of it. 57P01 and 57P02 are no answer either: the server
   * sends them to a session that was idle, and did not run the statement that came then; in the
   * midst of a statement, which it rolls back; but also, stopping at once or after a crash, at any
   * point of a commit; and what ran may have committed in parts. pgjdbc reads the same in all
   * cases.
   */
  private static boolean isNoAnswer(@Nullable String state) {
    return state == null || isBroken(state) || SERVER_FAILED.stream().anyMatch(state::startsWith);
  }

  private static String outcomeUnknown(Cluster cluster, Session session) {
    String broken =
        session.fenced()
            ? fencing(cluster, session)
            : "The session on " + session.member() + " broke";
    return broken
        + ". That was before the server had answered: it is not known whether what was sent has"
        + " been committed. Look before you repeat it.";
  }

  static SQLException fenced(Cluster cluster, Session session, @Nullable SQLException e) {
    return replaced(e, fencing(cluster, session), CONNECTION_FAILURE);
  }

  private static String fencing(Cluster cluster, Session session) {
    String reason =
        switch (Objects.requireNonNull(session.fence())) {
          case LEADER_CHANGED ->
              "that member is not the leader any more; the leader is " + leader(cluster);
          case MEMBER_DEAD -> "neither Patroni nor PostgreSQL answers there";
          case MEMBER_DOWN -> "that member is down, and onMemberDown=abort";
        };
    return "The session for "
        + (session.purpose().readOnly() ? "reading" : "writing")
        + " on "
        + session.member()
        + " was aborted, because "
        + reason;
  }

  private static String leader(Cluster cluster) {
    return cluster
        .view()
        .leaderMember()
        .map(seen -> seen.member().toString())
        .orElse("not known at the moment");
  }

  /** What a batch has done before it failed is told as before. */
  private static SQLException replaced(@Nullable SQLException e, String message, String state) {
    return e instanceof BatchUpdateException batch
        ? new BatchUpdateException(
            message, state, batch.getErrorCode(), batch.getLargeUpdateCounts(), batch)
        : new SQLException(message, state, e);
  }
}
