package io.pgha.proxy.check;

import io.pgha.driver.config.Sizes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What HAProxy asks the servers of a section.
 *
 * @param uri path and query
 */
record PatroniCheck(String uri) {
  /** Those of {@code patroni/api.py} that tell who is what. */
  private static final Set<String> PATHS =
      Set.of(
          "/",
          "/async",
          "/asynchronous",
          "/leader",
          "/master",
          "/primary",
          "/quorum",
          "/read-only",
          "/read-only-quorum",
          "/read-only-sync",
          "/read-write",
          "/replica",
          "/standby-leader",
          "/standby_leader",
          "/sync",
          "/synchronous");

  private static final Pattern LAG = Pattern.compile("(?<=[?&])lag=([^&]*)");

  /** Empty if it asks nothing by HTTP. */
  static Optional<PatroniCheck> of(Section section) {
    return section
        .after("option", "httpchk")
        .map(
            words ->
                section
                    .after("http-check", "send")
                    .flatMap(PatroniCheck::uri)
                    .or(() -> uriOf(words))
                    .orElse("/"))
        .map(PatroniCheck::new);
  }

  private static Optional<String> uri(List<String> send) {
    int at = send.indexOf("uri");
    return at < 0 || at + 1 == send.size() ? Optional.empty() : Optional.of(send.get(at + 1));
  }

  /** A single word is the URI, else it follows the method. */
  private static Optional<String> uriOf(List<String> words) {
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(words.size() == 1 ? words.get(0) : words.get(1));
  }

  boolean known() {
    return PATHS.contains(uri.replaceFirst("\\?.*", ""));
  }

  /**
   * What is wrong with it.
   *
   * @param maxLag bytes, by the URL
   */
  Stream<String> differences(long maxLag) {
    return known()
        ? lag(maxLag).stream()
        : Stream.of("asks for %s, which Patroni does not know".formatted(uri));
  }

  /** No limit is nothing wrong: not everybody wants one. */
  private Optional<String> lag(long maxLag) {
    Matcher limit = LAG.matcher(uri);
    if (!limit.find()) {
      return Optional.empty();
    }
    OptionalLong bytes = Sizes.find(limit.group(1));
    if (bytes.isEmpty()) {
      return Optional.of("lag=%s is no limit for Patroni".formatted(limit.group(1)));
    }
    return bytes.getAsLong() == maxLag
        ? Optional.empty()
        : Optional.of(
            "lag=%s is %d bytes, should be maxReplicaLag = %d"
                .formatted(limit.group(1), bytes.getAsLong(), maxLag));
  }
}
