package io.pgha.driver.topology;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A scenario file: what the members said, phase after phase, and what is to be concluded. Unknown
 * keys are refused, so that a misspelt expectation cannot pass unseen.
 *
 * @param seeds hosts; their PostgreSQL listens on 5432 and their API on 8008
 */
record Scenario(
    @JsonProperty(required = true) String description,
    @JsonProperty(required = true) List<String> seeds,
    @JsonProperty(required = true) List<Phase> phases) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static Scenario parse(String json) throws JsonProcessingException {
    return JSON.readValue(json, Scenario.class);
  }

  /**
   * One step: first the members that {@code GET /cluster} names (if it was asked), then what each
   * said of itself.
   *
   * @param why what is to be learnt from this step
   */
  record Phase(
      @Nullable String why,
      @Nullable List<Found> discovered,
      @Nullable List<Seen> observations,
      @JsonProperty(required = true) Outcome outcome) {
    @Override
    public List<Seen> observations() {
      return Objects.requireNonNullElse(observations, List.of());
    }
  }

  /**
   * What members said, in one of these forms: {@code situation} is everything that was recorded in
   * one situation, {@code fixture} one member's recorded answer, {@code member} with {@code
   * failure} or with {@code code} and {@code status} is written by hand. Beside {@code fixture},
   * {@code member}, {@code code} and {@code status} say what differs from the recording; null in
   * {@code status} takes a key away.
   *
   * @param round the number of the phase unless given
   */
  record Seen(
      @Nullable String situation,
      @Nullable String fixture,
      @Nullable String member,
      @Nullable String failure,
      @Nullable Integer code,
      @Nullable ObjectNode status,
      @Nullable Long round) {}

  /**
   * Members that {@code GET /cluster} names: those of a recorded answer, or one with the given name
   * (and host, if that is another).
   */
  record Found(@Nullable String fixture, @Nullable String name, @Nullable String host) {}

  /**
   * What is to be concluded, members by host. What is absent from {@code ready}, {@code assumed},
   * {@code standbyLeader} and {@code foreign} is expected to be false, null or empty; other keys
   * are checked where they are present.
   *
   * @param leader host, or null for none
   * @param leaderTimeline as the leader tells it, 0 if it never did
   * @param timeline the highest timeline of a leader accepted so far
   * @param lag bytes, or {@code "unknown"}
   * @param notStreaming replicas that answer and are known not to stream
   * @param noloadbalance members with this tag
   * @param contacts seeds that only name the members
   */
  record Outcome(
      @JsonProperty(required = true) @Nullable String leader,
      boolean ready,
      boolean assumed,
      @Nullable Long leaderTimeline,
      @Nullable Long timeline,
      @Nullable Map<String, JsonNode> lag,
      @Nullable List<String> answering,
      @Nullable List<String> notStreaming,
      @Nullable List<String> noloadbalance,
      @Nullable String standbyLeader,
      @Nullable List<String> foreign,
      @Nullable List<String> members,
      @Nullable List<String> contacts) {}
}
