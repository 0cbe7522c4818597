package io.pgha.driver.telemetry;

import java.util.List;

/**
 * A watched cluster as a JMX bean: its present view, and what was counted since it is watched.
 * Where something is not known, a number is -1, and a text empty.
 */
public interface ClusterMXBean {
  /** {@return the hosts of the URL that was first to mean this cluster} */
  String getName();

  /** {@return name and address of the leader} */
  String getLeader();

  /**
   * {@return {@code ready}; {@code not ready}: it holds the lock, but its PostgreSQL takes no
   * writes; {@code assumed}: no member answers, and this is the last leader known; {@code none}}
   */
  String getLeaderState();

  /** {@return the timeline of the leader, 0 while there is none} */
  long getTimeline();

  /** {@return how many members answered when they were last asked} */
  int getMembersAnswering();

  /** {@return all that is known of each member} */
  List<MemberData> getMembers();

  /** {@return the number of open sessions on all members, by all pools of this JVM} */
  int getSessions();

  /** {@return how often another member became leader, or the same one in a later term} */
  long getLeaderChanges();

  /**
   * {@return the number of sessions that were aborted: the leader has changed, or their member is
   * dead or down}
   */
  long getSessionsFenced();

  /** {@return the number of sessions that were opened} */
  long getRoutes();

  /** {@return the number of searches for a member that ended without a session} */
  long getRoutesFailed();

  /**
   * {@return the number of sessions for reading that the leader had to take for lack of an eligible
   * replica}
   */
  long getReadsOnLeader();

  /** {@return the number of searches that had to wait, as there was no member left to try} */
  long getWaits();

  /**
   * {@return the number of searches for a leader that takes writes that had to wait for one, and
   * are over}
   */
  long getLeaderWaits();

  /** {@return how long those have waited, all together, in milliseconds} */
  long getLeaderWaitMillis();
}
