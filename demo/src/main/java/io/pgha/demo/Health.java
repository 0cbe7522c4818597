package io.pgha.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Set;

/**
 * What a member's Patroni says of it.
 *
 * @param position bytes of WAL that it has written or replayed, 0 while it does not tell
 */
record Health(boolean answers, String role, String state, long position) {
  static final Health SILENT = new Health(false, "", "", 0);

  private static final Set<String> LEADING = Set.of("primary", "master");
  private static final long MEGABYTE = 1 << 20;

  /** From the answer of {@code GET /patroni}. */
  static Health of(JsonNode status) {
    JsonNode xlog = status.path("xlog");
    return new Health(
        true,
        status.path("role").asText(),
        status.path("state").asText(),
        xlog.path("location").asLong(xlog.path("replayed_location").asLong()));
  }

  boolean leads() {
    return LEADING.contains(role) && state.equals("running");
  }

  /** One word for the screen. */
  String word(Collection<Health> all) {
    if (!answers) {
      return "down";
    }
    if (leads()) {
      return "LEADER";
    }
    return state.equals("running") ? replica(all) : state;
  }

  private String replica(Collection<Health> all) {
    long ahead = all.stream().filter(Health::leads).mapToLong(Health::position).max().orElse(0);
    long lag = (ahead - position) / MEGABYTE;
    return lag > 0 ? "lag " + lag + "MB" : "replica";
  }
}
