package io.pgha.driver.routing;

import io.pgha.driver.config.RoutingSettings;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PatroniStatus;
import io.pgha.driver.topology.View;
import java.util.Map;

/** Whether a member may serve reads as a replica. Pure. */
record Eligibility(View view, RoutingSettings settings) {
  boolean asReplica(MemberView seen) {
    PatroniStatus status = seen.status();
    return status != null
        && isCurrent(seen)
        && status.replica()
        && status.running()
        && !status.holdsLock()
        && isOfThisCluster(status)
        && !"true".equals(status.tags().get("noloadbalance"))
        && hasTags(seen, settings.replicaTags())
        && streams(status)
        && isNearEnough(seen);
  }

  /** When nobody's API answers, what was last known goes on. */
  private boolean isCurrent(MemberView seen) {
    return seen.answering() || !view.anyAnswering();
  }

  private boolean isOfThisCluster(PatroniStatus status) {
    String identifier = view.systemIdentifier();
    return identifier == null
        || status.systemIdentifier() == null
        || identifier.equals(status.systemIdentifier());
  }

  /** Without a leader there is nothing to stream from, and nobody is worse for it. */
  private boolean streams(PatroniStatus status) {
    return !status.notStreaming() || view.readyLeader().isEmpty();
  }

  private boolean isNearEnough(MemberView seen) {
    return seen.lag().isPresent()
        ? seen.lag().getAsLong() <= settings.maxReplicaLag()
        : view.settled();
  }

  static boolean running(MemberView seen) {
    PatroniStatus status = seen.status();
    return status != null && status.running();
  }

  static boolean hasTags(MemberView seen, Map<String, String> wanted) {
    PatroniStatus status = seen.status();
    return status != null && status.tags().entrySet().containsAll(wanted.entrySet());
  }
}
