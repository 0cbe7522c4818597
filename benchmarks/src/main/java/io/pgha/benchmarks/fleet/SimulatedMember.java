package io.pgha.benchmarks.fleet;

import io.pgha.driver.config.HostPort;
import io.pgha.driver.topology.Discovered;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.PatroniStatus;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** A member: its API, and what that tells. Owned by the simulation's thread. */
final class SimulatedMember {
  private static final String SYSTEM_IDENTIFIER = "7711081899569635372";
  private static final OptionalLong POSITION = OptionalLong.of(10_000);

  private final String name;
  private final String host;
  private final ApiModel api;
  private PatroniStatus status;
  private boolean dead;

  private SimulatedMember(String name, String host, ApiModel api, PatroniStatus status) {
    this.name = name;
    this.host = host;
    this.api = api;
    this.status = status;
  }

  static SimulatedMember leader(String name, String host, ApiModel api, List<String> replicas) {
    return new SimulatedMember(name, host, api, primary(name, /* timeline= */ 1, replicas));
  }

  static SimulatedMember replica(String name, String host, ApiModel api) {
    return new SimulatedMember(name, host, api, replica(name, /* code= */ 503));
  }

  private static PatroniStatus primary(String name, long timeline, List<String> replicas) {
    return status(
        name, 200, "primary", timeline, POSITION, /* replayed= */ OptionalLong.empty(), replicas);
  }

  private static PatroniStatus replica(String name, int code) {
    return status(
        name,
        code,
        "replica",
        /* timeline= */ 1,
        /* written= */ OptionalLong.empty(),
        POSITION,
        /* receivers= */ List.of());
  }

  private static PatroniStatus status(
      String name,
      int code,
      String role,
      long timeline,
      OptionalLong written,
      OptionalLong replayed,
      List<String> receivers) {
    return new PatroniStatus(
        code,
        role,
        "running",
        OptionalLong.of(timeline),
        written,
        replayed,
        written.isPresent() ? null : "streaming",
        Map.of(),
        Set.of(),
        /* dcsAgeSeconds= */ OptionalLong.of(1),
        SYSTEM_IDENTIFIER,
        "4.1.5",
        name,
        receivers);
  }

  void die() {
    dead = true;
  }

  boolean dead() {
    return dead;
  }

  /** It has the lock, and its PostgreSQL is still in recovery. */
  void takeLock() {
    status = replica(name, /* code= */ 200);
  }

  void promote() {
    status = primary(name, /* timeline= */ 2, /* replicas= */ List.of());
  }

  /**
   * A client's first packet comes, to one that is not dead.
   *
   * @return whether it was taken
   */
  boolean connect(Runnable answered) {
    return api.connect(answered);
  }

  ApiModel api() {
    return api;
  }

  String name() {
    return name;
  }

  PatroniStatus status() {
    return status;
  }

  URI uri() {
    return URI.create("http://" + host + ":8008");
  }

  private HostPort postgres() {
    return new HostPort(host, 5432);
  }

  Member seed() {
    return new Member(/* name= */ null, postgres(), uri(), /* seed= */ true);
  }

  Discovered discovered() {
    return new Discovered(name, postgres(), uri());
  }
}
