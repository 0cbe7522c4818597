package io.pgha.proxy.doctor;

import io.pgha.driver.config.Config;
import io.pgha.driver.config.HostPort;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.Observation;
import io.pgha.driver.topology.PatroniStatus;
import io.pgha.driver.topology.TopologyRules;
import io.pgha.driver.topology.View;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Facts of a cluster in which all is well, until a test changes some. */
final class Examined {
  /** Nothing is to be found here: no default that is only usual. */
  static final String URL = "jdbc:pgha://pg1,pg2/app?user=app&password=geheim&tcpKeepAlive=true";

  String url = URL;
  String patroni = "{\"synchronous_mode\": true}";
  boolean discovered = true;
  View view = View.initial(List.of(member("pg1", true), member("pg2", true)), List.of());
  Map<URI, Duration> skews = new HashMap<>();
  Set<HostPort> unreachable = new HashSet<>();
  Map<String, Integer> resolved = new HashMap<>();
  Map<String, String> settings =
      new HashMap<>(
          Map.of(
              "max_connections", "100",
              "superuser_reserved_connections", "3",
              "tcp_user_timeout", "30000",
              "tcp_keepalives_idle", "60"));
  Optional<HostPort> reached = Optional.of(new HostPort("10.0.0.1", 5432));
  boolean pooled;
  boolean encrypted = true;
  Optional<String> failure = Optional.empty();
  OptionalInt pools = OptionalInt.empty();
  OptionalInt demand = OptionalInt.of(84);

  Examined() {
    answers("pg1", leader("pg2"));
    answers("pg2", replica("pg2"));
  }

  static Member member(String name, boolean seed) {
    return new Member(name, new HostPort(name, 5432), api(name), seed);
  }

  static URI api(String name) {
    return URI.create("http://" + name + ":8008");
  }

  static PatroniStatus leader(String... receivers) {
    return status(200, "primary", "pg1", "4.1.0", "1", Set.of(), receivers);
  }

  static PatroniStatus replica(String name) {
    return status(503, "replica", name, "4.1.0", "1", Set.of());
  }

  static PatroniStatus status(
      int code,
      String role,
      String name,
      String version,
      String systemIdentifier,
      Set<PatroniStatus.Flag> flags,
      String... receivers) {
    return new PatroniStatus(
        code,
        role,
        "running",
        OptionalLong.of(1),
        OptionalLong.of(1000),
        OptionalLong.of(1000),
        "streaming",
        Map.of(),
        flags,
        OptionalLong.of(1),
        systemIdentifier,
        version,
        name,
        List.of(receivers));
  }

  void members(Member... members) {
    view = View.initial(List.of(members), List.of());
  }

  void answers(String name, PatroniStatus status) {
    view = TopologyRules.observe(view, Observation.answer(api(name), 1, status));
  }

  void silent(String name) {
    view = TopologyRules.observe(view, Observation.noAnswer(api(name), 2, "no answer"));
  }

  Facts facts() {
    try {
      return new Facts(
          Config.of(url, null),
          view,
          discovered,
          PatroniConfig.parse(patroni),
          skews,
          unreachable,
          resolved,
          attempt(),
          attempt(),
          pools,
          demand);
    } catch (SQLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Attempt attempt() {
    SessionFacts session =
        new SessionFacts(new HostPort("pg1", 5432), reached, pooled, encrypted, settings);
    return failure
        .map(message -> new Attempt(Optional.empty(), message))
        .orElseGet(() -> new Attempt(Optional.of(session), ""));
  }

  /** What is found, as it is printed. */
  Stream<String> findings() {
    return Doctor.findings(facts()).stream().map(Finding::toString);
  }
}
