package io.pgha.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The part of Patroni's configuration that lives in etcd and can be changed at run time. */
final class DynamicConfig {
  private static final String PAUSE = "pause";

  private final Roster roster;

  /** Written once, before the cluster is given to anybody. */
  private @Nullable JsonNode initial;

  /** Something was set since the last {@link #restore}. */
  private volatile boolean changed;

  DynamicConfig(Roster roster) {
    this.roster = roster;
  }

  void remember() {
    initial = current();
  }

  void set(String name, @Nullable Object value) {
    changed = true;
    request("PATCH", Collections.singletonMap(name, value));
  }

  /** Returns when every member that runs obeys. */
  void pause(boolean on) {
    set(PAUSE, on ? Boolean.TRUE : null);
    awaitPaused(on);
  }

  private void awaitPaused(boolean paused) {
    roster.await(
        paused ? "all members to be paused" : "no member to be paused",
        () -> roster.allAnswers("/patroni", answer -> isPaused(answer.json()) == paused));
  }

  /**
   * Written in any case if anything was set, as a member may answer from a copy as old as its last
   * loop; over when all that run know it. They tell of a pause only once they obey it.
   */
  void restore() {
    JsonNode wanted = initial;
    if (changed && wanted != null) {
      request("PUT", wanted);
      roster.await(
          "the initial configuration",
          () -> roster.allAnswers("/config", answer -> wanted.equals(answer.json())));
      awaitPaused(isPaused(wanted));
      changed = false;
    }
  }

  private static boolean isPaused(JsonNode json) {
    return json.path(PAUSE).asBoolean();
  }

  private JsonNode current() {
    return request("GET", "").json();
  }

  private Api.Answer request(String method, Object body) {
    return roster.await(
        "any member to accept " + method + " /config " + body,
        () -> roster.firstOk(method, "/config", body));
  }

  static Map<String, Object> initial(Settings settings) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("ttl", settings.ttl().toSeconds());
    config.put("loop_wait", settings.loopWait().toSeconds());
    config.put("retry_timeout", settings.retryTimeout().toSeconds());
    config.put("postgresql", postgresql(settings));
    PatroniCluster main = settings.standbyOf();
    if (main != null) {
      config.put("standby_cluster", standby(main));
    }
    config.putAll(settings.dynamic());
    return config;
  }

  private static Map<String, Object> postgresql(Settings settings) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("wal_level", "replica");
    parameters.put("hot_standby", "on");
    parameters.put("wal_log_hints", "on");
    parameters.put("max_connections", 100);
    parameters.put("max_wal_senders", 10);
    parameters.put("max_replication_slots", 10);
    parameters.put("wal_keep_size", "128MB");
    parameters.put("shared_buffers", "32MB");
    parameters.put("password_encryption", "scram-sha-256");
    parameters.put("fsync", "off");
    // In files of the data directory, so that a killed PostgreSQL leaves nothing in /dev/shm.
    parameters.put("dynamic_shared_memory_type", "mmap");
    parameters.putAll(settings.parameters());
    return Map.of("use_pg_rewind", true, "use_slots", true, "parameters", parameters);
  }

  private static Map<String, Object> standby(PatroniCluster main) {
    String hosts = main.members().stream().map(Member::host).collect(Collectors.joining(","));
    return Map.of("host", hosts, "port", main.members().get(0).port());
  }
}
