package io.pgha.driver.topology;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What one poll of one member brought.
 *
 * @param round the round of polls it belongs to; positions are compared within one round only
 * @param status null when there was no usable answer
 * @param failure why there was none; null otherwise
 */
public record Observation(
    URI api, long round, @Nullable PatroniStatus status, @Nullable String failure) {
  public static Observation answer(URI api, long round, PatroniStatus status) {
    return new Observation(api, round, status, null);
  }

  public static Observation noAnswer(URI api, long round, String failure) {
    return new Observation(api, round, null, failure);
  }
}
