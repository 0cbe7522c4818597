package io.pgha.proxy.emit;

import io.pgha.driver.config.RoutingSettings;
import io.pgha.driver.config.Sizes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** What a REST API is asked about a replica: with a limit of lag, and with tags. */
final class CheckPath {
  private CheckPath() {}

  static String of(String path, RoutingSettings routing) {
    StringBuilder uri =
        new StringBuilder(path).append("?lag=").append(Sizes.text(routing.maxReplicaLag()));
    new TreeMap<>(routing.replicaTags())
        .forEach(
            (name, value) ->
                uri.append("&tag_").append(encoded(name)).append('=').append(encoded(value)));
    return uri.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
