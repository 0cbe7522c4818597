package io.pgha.proxy.emit;

import io.pgha.proxy.definition.ProblemException;
import io.pgha.proxy.definition.Settings;
import io.pgha.proxy.definition.Settings.Connections;
import io.pgha.proxy.definition.Settings.Shares;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How many sessions each listener of one HAProxy host may open on one member, so that all of them,
 * on all hosts, leave room below {@code max_connections}: also at the moment after a change of
 * leader, when one member has sessions from every listener.
 *
 * @param shares of the listeners that there are, by name
 */
public record Capacity(Connections connections, int hosts, Map<String, Integer> shares) {
  private static final int USUAL_HOSTS = 2;

  public Capacity {
    shares = new TreeMap<>(shares);
  }

  /**
   * By the settings.
   *
   * @param exists whether there is a listener of this name
   */
  static Capacity of(Settings settings, Predicate<String> exists) {
    Map<String, Integer> shares = new TreeMap<>(shares(settings.connections().shares()));
    shares.keySet().removeIf(exists.negate());
    return new Capacity(settings.connections(), hosts(settings), shares);
  }

  private static Map<String, Integer> shares(Shares given) {
    return Map.of(
        "write", given.write(),
        "read", given.read(),
        "fallback", given.fallback(),
        "sync", given.sync(),
        "async", given.async());
  }

  private static int hosts(Settings settings) {
    int given = settings.connections().haproxyHosts();
    int known = settings.hosts().isEmpty() ? USUAL_HOSTS : settings.hosts().size();
    return given > 0 ? given : known;
  }

  /**
   * @throws ProblemException if there is not even one session for each listener
   */
  int limit(String listener) {
    int limit = perHost() * shares.getOrDefault(listener, 0) / sum();
    if (limit < 1) {
      throw new ProblemException(
          "connections: with max %d, %d reserved and a margin of %d nothing is left for %d listeners on %d HAProxy hosts"
              .formatted(
                  connections.max(),
                  connections.reserved(),
                  connections.margin(),
                  shares.size(),
                  hosts));
    }
    return limit;
  }

  int perMember() {
    return Math.max(0, connections.max() - connections.reserved() - connections.margin());
  }

  private int perHost() {
    return perMember() / hosts;
  }

  private int sum() {
    return shares.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many all listeners of one HAProxy host may open on one member. */
  int total() {
    return shares.keySet().stream().mapToInt(this::limit).sum();
  }

  /** The arithmetic, for whoever reads the file. */
  public List<String> explained() {
    String parts =
        shares.keySet().stream()
            .map(name -> name + " " + limit(name))
            .collect(Collectors.joining(", "));
    int total = total();
    return List.of(
        "max_connections %d - %d reserved for superusers - %d margin = %d for each member"
            .formatted(
                connections.max(), connections.reserved(), connections.margin(), perMember()),
        "%d / %d HAProxy hosts = %d, by shares %s: %s (%d in all, %d on all hosts)"
            .formatted(
                perMember(), hosts, perHost(), shares.values(), parts, total, total * hosts));
  }
}
