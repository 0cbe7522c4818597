package io.pgha.proxy.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})(|kB|MB|GB|TB)");
  private static final Map<String, Integer> POWERS =
      Map.of("", 0, "kB", 1, "MB", 2, "GB", 3, "TB", 4);

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
    Matcher size = SIZE.matcher(limit.group(1));
    if (!size.matches()) {
      return Optional.of("lag=%s is no limit for Patroni".formatted(limit.group(1)));
    }
    long bytes = Long.parseLong(size.group(1)) << (10 * POWERS.getOrDefault(size.group(2), 0));
    return bytes == maxLag
        ? Optional.empty()
        : Optional.of(
            "lag=%s is %d bytes, should be maxReplicaLag = %d"
                .formatted(limit.group(1), bytes, maxLag));
  }
}
