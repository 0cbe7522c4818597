package io.pgha.driver.proof;

import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The driver's view of the cluster, as anybody can read it, at a time when it was read.
 *
 * @param sequence of the view; one that nobody looked at in time is missing among the sightings
 * @param seen when, of {@link System#nanoTime}: after it was published
 * @param leader the address of its PostgreSQL; null if there was none
 * @param members by the address of their PostgreSQL
 */
record Sighting(long sequence, long seen, @Nullable String leader, Map<String, Observed> members) {
  Sighting {
    members = Map.copyOf(members);
  }

  /**
   * @param since when this observation of the member was first sighted
   * @param lag in bytes, if it is known
   */
  record Observed(long since, OptionalLong lag) {}

  boolean hasLeaderOtherThan(String server) {
    return leader != null && !leader.equals(server);
  }

  boolean isReplicaBehind(String server, long limit) {
    Observed observed = members.get(server);
    return observed != null && !server.equals(leader) && observed.lag().orElse(0) > limit;
  }
}
