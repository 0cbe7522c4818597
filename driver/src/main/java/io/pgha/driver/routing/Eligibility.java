package io.pgha.driver.routing;

import io.pgha.driver.config.RoutingSettings;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PatroniStatus;
import io.pgha.driver.topology.View;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether a member may serve reads as a replica. Pure. */
record Eligibility(View view, RoutingSettings settings) {
  boolean asReplica(MemberView seen) {
    return objection(seen) == null;
  }

  /** What speaks against it, in words; empty if it may. */
  Optional<String> against(MemberView seen) {
    return Optional.ofNullable(objection(seen));
  }

  private @Nullable String objection(MemberView seen) {
    PatroniStatus status = seen.status();
    if (status == null) {
      return "has not answered yet";
    }
    if (!isCurrent(seen)) {
      return "does not answer";
    }
    String itsOwn = objectionTo(status);
    return itsOwn == null ? objectionToLag(seen) : itsOwn;
  }

  /** When nobody's API answers, what was last known goes on. */
  private boolean isCurrent(MemberView seen) {
    return seen.answering() || !view.anyAnswering();
  }

  private @Nullable String objectionTo(PatroniStatus status) {
    if (status.holdsLock()) {
      return "holds the leader lock";
    }
    if (!status.replica()) {
      return "is no replica";
    }
    if (!status.running()) {
      return "is not running";
    }
    if (!isOfThisCluster(status)) {
      return "is of another database";
    }
    return streams(status) ? objectionToTags(status.tags()) : "does not stream";
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

  private @Nullable String objectionToTags(Map<String, String> tags) {
    if ("true".equals(tags.get("noloadbalance"))) {
      return "is tagged noloadbalance";
    }
    return hasTags(tags, settings.replicaTags())
        ? null
        : "has not the replicaTags " + new TreeMap<>(settings.replicaTags());
  }

  private @Nullable String objectionToLag(MemberView seen) {
    if (seen.lag().isEmpty()) {
      return view.settled() ? null : "has an unknown lag";
    }
    return seen.lag().getAsLong() <= settings.maxReplicaLag()
        ? null
        : "lags by more than maxReplicaLag";
  }

  static boolean running(MemberView seen) {
    PatroniStatus status = seen.status();
    return status != null && status.running();
  }

  static boolean hasTags(MemberView seen, Map<String, String> wanted) {
    PatroniStatus status = seen.status();
    return status != null && hasTags(status.tags(), wanted);
  }

  private static boolean hasTags(Map<String, String> tags, Map<String, String> wanted) {
    return tags.entrySet().containsAll(wanted.entrySet());
  }
}
