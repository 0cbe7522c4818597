package io.pgha.driver.cluster;

import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.View;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;

/** Tells operators what changed between two views: who leads, and what of that is unusual. */
final class ViewLog {
  private static final Logger LOG = System.getLogger("io.pgha.driver");

  private ViewLog() {}

  static void log(String cluster, View previous, View next) {
    if (next.highestTimeline() < previous.highestTimeline()) {
      LOG.log(
          Level.WARNING,
          "Cluster {0}: the leader is back on timeline {1}, after {2}; what was written on the newer one may be lost",
          cluster,
          String.valueOf(next.highestTimeline()),
          String.valueOf(previous.highestTimeline()));
    }
    if (!Objects.equals(previous.leader(), next.leader())) {
      logLeader(cluster, next);
    }
  }

  private static void logLeader(String cluster, View view) {
    Leader leader = view.leader();
    if (leader == null) {
      LOG.log(Level.WARNING, "Cluster {0} has no leader: {1}", cluster, view.describe());
    } else if (leader.assumed()) {
      LOG.log(
          Level.WARNING,
          "Cluster {0}: no member answers; going on with the last known leader: {1}",
          cluster,
          view.describe());
    } else {
      LOG.log(
          Level.INFO,
          "Cluster {0}: leader is {1}{2}",
          cluster,
          view.leaderMember().map(seen -> seen.member().toString()).orElse(leader.api().toString()),
          leader.ready() ? "" : ", its PostgreSQL is not ready yet");
    }
  }
}
