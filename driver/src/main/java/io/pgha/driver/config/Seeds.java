package io.pgha.driver.config;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGProperty;

/** The hosts that pgjdbc found in the URL, in the properties beside it, or in a service. */
final class Seeds {
  private Seeds() {}

  /** In order, also if one is there twice. */
  static List<HostPort> of(Map<String, String> given) throws SQLException {
    String[] hosts = split(given, PGProperty.PG_HOST);
    String[] ports = split(given, PGProperty.PG_PORT);
    List<HostPort> seeds = new ArrayList<>();
    for (int i = 0; i < hosts.length; i++) {
      seeds.add(new HostPort(host(hosts[i]), Integer.parseInt(ports[i])));
    }
    if (seeds.isEmpty()) {
      throw Invalid.url("PGHOST (host) names no host");
    }
    return seeds;
  }

  /** Each once, as it was written first. */
  static List<HostPort> distinct(List<HostPort> seeds) {
    Map<HostPort, HostPort> distinct = new LinkedHashMap<>();
    seeds.forEach(seed -> distinct.putIfAbsent(seed.normalized(), seed));
    return List.copyOf(distinct.values());
  }

  private static String[] split(Map<String, String> given, PGProperty parameter) {
    return given.getOrDefault(parameter.getName(), "").split(",");
  }

  private static String host(String written) {
    if (written.isEmpty()) {
      // Java takes an empty name for the loopback address, and so does pgjdbc by using it.
      return "localhost";
    }
    return written.startsWith("[") && written.endsWith("]")
        ? written.substring(1, written.length() - 1)
        : written;
  }
}
