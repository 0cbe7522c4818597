package io.pgha.proxy.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@code GET /config} tells of the rules of a cluster; where it is silent, Patroni's defaults
 * ({@code patroni/config.py}).
 *
 * @param maximumLagOnFailover bytes
 */
record PatroniConfig(
    Duration ttl,
    Duration loopWait,
    Duration retryTimeout,
    long maximumLagOnFailover,
    boolean synchronous) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int TTL = 30;
  private static final int LOOP_WAIT = 10;
  private static final int RETRY_TIMEOUT = 10;
  private static final long MAXIMUM_LAG = 1024 * 1024;

  /** Empty if it is no configuration. */
  static Optional<PatroniConfig> parse(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      return node.isObject() ? Optional.of(of(node)) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static PatroniConfig of(JsonNode node) {
    return new PatroniConfig(
        seconds(node, "ttl", TTL),
        seconds(node, "loop_wait", LOOP_WAIT),
        seconds(node, "retry_timeout", RETRY_TIMEOUT),
        node.path("maximum_lag_on_failover").asLong(MAXIMUM_LAG),
        isOn(node.path("synchronous_mode")));
  }

  private static Duration seconds(JsonNode node, String name, int otherwise) {
    return Duration.ofSeconds(node.path(name).asLong(otherwise));
  }

  /** It may be a word, as {@code quorum} is since 4.0. */
  private static boolean isOn(JsonNode mode) {
    return mode.isTextual()
        ? !mode.asText().equalsIgnoreCase("off") && !mode.asText().equalsIgnoreCase("false")
        : mode.asBoolean(false);
  }
}
