package io.pgha.proxy.emit;

import io.pgha.driver.config.RoutingSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/** What a REST API is asked about a replica: with a limit of lag, and with tags. */
final class CheckPath {
  private static final List<String> UNITS = List.of("", "kB", "MB", "GB", "TB");

  private CheckPath() {}

  static String of(String path, RoutingSettings routing) {
    StringBuilder uri =
        new StringBuilder(path).append("?lag=").append(size(routing.maxReplicaLag()));
    new TreeMap<>(routing.replicaTags())
        .forEach(
            (name, value) ->
                uri.append("&tag_").append(encoded(name)).append('=').append(encoded(value)));
    return uri.toString();
  }

  /** Patroni takes a unit that it does not know for no limit. */
  static String size(long bytes) {
    long number = bytes;
    int unit = 0;
    while (number > 0 && number % 1024 == 0 && unit < UNITS.size() - 1) {
      number /= 1024;
      unit++;
    }
    return number + UNITS.get(unit);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
