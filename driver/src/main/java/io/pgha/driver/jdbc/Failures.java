package io.pgha.driver.jdbc;

import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.session.Session;
import io.pgha.driver.session.Session.Fence;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a failure of a session tells about the cluster, and what the application is told of it. */
final class Failures {
  private static final String CONNECTION_FAILURE = "08006";

  private Failures() {}

  /** Returns what to throw. */
  static SQLException report(Cluster cluster, Session session, SQLException e) {
    if (isSuspicious(session, e.getSQLState())) {
      cluster.hurry();
    }
    return session.fenced() && !(e instanceof BatchUpdateException)
        ? fenced(cluster, session, e)
        : e;
  }

  /**
   * 57P05 is a session that was idle for too long, 08003 one whose end was told before. Source of
   * the states: PostgreSQL's appendix "Error Codes".
   */
  private static boolean isSuspicious(Session session, String state) {
    return state != null
        && ((state.startsWith("08") && !state.equals("08003"))
            || (state.startsWith("57P") && !state.equals("57P05"))
            || (state.equals("25006") && !session.purpose().readOnly()));
  }

  static SQLException fenced(Cluster cluster, Session session, @Nullable SQLException e) {
    String message =
        session.fence() == Fence.MEMBER_DEAD
            ? "The session on "
                + session.member()
                + " was aborted, because neither Patroni nor PostgreSQL answers there"
            : "The session for writing on "
                + session.member()
                + " was aborted, because that member is not the leader any more; the leader is "
                + leader(cluster);
    return new SQLException(message, CONNECTION_FAILURE, e);
  }

  private static String leader(Cluster cluster) {
    return cluster
        .view()
        .leaderMember()
        .map(seen -> seen.member().toString())
        .orElse("not known at the moment");
  }
}
