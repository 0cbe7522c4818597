package io.pgha.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/** Turns Patroni's {@code synchronous_mode} on and off, and waits until the leader obeys. */
final class SynchronousMode {
  private static final String NAME = "synchronous_mode";

  /** Where the leader writes down who is synchronous. */
  private static final String KEY = "sync";

  private static final String STANDBY = "a synchronous standby";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Roster roster;
  private final DynamicConfig config;
  private final Etcd etcd;

  SynchronousMode(Roster roster, DynamicConfig config, Etcd etcd) {
    this.roster = roster;
    this.config = config;
    this.etcd = etcd;
  }

  void set(boolean on) {
    if (on) {
      enter();
      awaitStandby();
    } else {
      leave();
    }
  }

  private void enter() {
    config.set(NAME, true);
  }

  private void leave() {
    config.set(NAME, false);
    // Members may tell of the new mode before the leader obeys.
    roster.await("the leader to leave synchronous mode", this::hasLeft);
  }

  /**
   * Patroni 3.0 was seen to forget one of the two parts for good: PostgreSQL's after it was
   * restarted during a pause, its own after a leader was frozen. It sets both anew when the mode is
   * switched.
   */
  void awaitStandby() {
    try {
      roster.await(STANDBY, PATIENCE, this::hasStandby);
    } catch (IllegalStateException e) {
      leave();
      enter();
      roster.await(STANDBY, this::hasStandby);
    }
  }

  private boolean hasLeft() {
    return etcd.get(KEY).isMissingNode()
        && roster.leader().filter(leader -> standbys(leader).isEmpty()).isPresent();
  }

  /**
   * By PostgreSQL's word and Patroni's: PostgreSQL is first, and a leader that is lost before
   * Patroni has written it down has no successor.
   */
  private boolean hasStandby() {
    JsonNode state = etcd.get(KEY);
    List<String> written = List.of(state.path("sync_standby").asText().split(","));
    return roster
        .leader()
        .filter(leader -> leader.name().equals(state.path("leader").asText()))
        .filter(leader -> standbys(leader).stream().anyMatch(written::contains))
        .isPresent();
  }

  private static List<String> standbys(Member leader) {
    return leader
        .sql("select application_name from pg_stat_replication where sync_state = 'sync'")
        .lines()
        .toList();
  }
}
