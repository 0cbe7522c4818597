package io.pgha.testkit;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the builder was told. Durations are whole seconds in Patroni. */
record Settings(
    int members,
    Duration ttl,
    Duration loopWait,
    Duration retryTimeout,
    Map<String, Object> dynamic,
    Map<String, Object> parameters,
    Map<String, Map<String, Object>> tags,
    ApiSecurity apiSecurity,
    boolean tlsOnly,
    boolean onNetwork,
    @Nullable PatroniCluster standbyOf) {
  Settings {
    dynamic = Map.copyOf(dynamic);
    parameters = Map.copyOf(parameters);
    tags = Map.copyOf(tags);
  }
}
