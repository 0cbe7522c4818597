package io.pgha.benchmarks.race;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgha.testkit.Member;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** What a member's API tells of the whole cluster. */
final class Patroni {
  private Patroni() {}

  /**
   * Asks it.
   *
   * @throws IllegalStateException when it does not answer
   */
  static JsonNode get(Member member, String path) {
    try (InputStream answer = URI.create(member.apiUrl() + path).toURL().openStream()) {
      return new ObjectMapper().readTree(answer);
    } catch (IOException e) {
      throw new IllegalStateException(member + " does not answer " + path, e);
    }
  }
}
