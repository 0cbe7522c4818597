package io.pgha.driver.telemetry;

import java.util.List;

/**
 * A watched cluster as a JMX bean: its present view, and what was counted since it is watched.
 * Where something is not known, a number is -1, and a text empty.
 */
public interface ClusterMXBean {
  /** The hosts of the URL that was first to mean this cluster. */
  String getName();

  /** Name and address of the leader. */
  String getLeader();

  /**
   * {@code ready}; {@code not ready}: it holds the lock, but its PostgreSQL takes no writes; {@code
   * assumed}: no member answers, and this is the last leader known; {@code none}.
   */
  String getLeaderState();

  /** Of the leader, 0 while there is none. */
  long getTimeline();

  /** How many members answered when they were last asked. */
  int getMembersAnswering();

  /** Everything about each member. */
  List<MemberData> getMembers();

  /** Open sessions on all members, by all pools of this JVM. */
  int getSessions();

  /** How often another member became leader, or the same one in a later term. */
  long getLeaderChanges();

  /** Sessions that were aborted: the leader has changed, or their member is dead or down. */
  long getSessionsFenced();

  /** Sessions that were opened. */
  long getRoutes();

  /** Searches for a member that ended without a session. */
  long getRoutesFailed();

  /** Sessions for reading that the leader had to take for lack of an eligible replica. */
  long getReadsOnLeader();

  /** Searches that had to wait, because there was no member left to try. */
  long getWaits();

  /** Searches for a leader that took writes that have waited for one, and are over. */
  long getLeaderWaits();

  /** How long those have waited, all together. */
  long getLeaderWaitMillis();
}
