package io.pgha.benchmarks.race;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pgha.testkit.Member;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;

/** What a member's API tells of the whole cluster. */
final class Patroni {
  private static final int TIMEOUT_MILLIS = 2_000;

  private Patroni() {}

  /**
   * Asks it.
   *
   * @throws IllegalStateException when it does not answer
   */
  static JsonNode get(Member member, String path) {
    try (InputStream answer = open(member.apiUrl() + path)) {
      return new ObjectMapper().readTree(answer);
    } catch (IOException e) {
      throw new IllegalStateException(member + " does not answer " + path, e);
    }
  }

  private static InputStream open(String url) throws IOException {
    URLConnection connection = URI.create(url).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    return connection.getInputStream();
  }
}
