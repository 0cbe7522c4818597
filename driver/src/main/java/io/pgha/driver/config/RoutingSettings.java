package io.pgha.driver.config;

import io.pgha.driver.PghaProperty;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where connections of one URL go.
 *
 * @param targetServerType empty if the read-only flag decides
 * @param readOnly whether connections start read-only
 * @param readWriteSplit whether a connection may have a session for writing and one for reading
 * @param maxReplicaLag bytes
 * @param replicaTags all of which a replica must have; empty if any will do
 * @param preferTags all of which a replica should have
 * @param onMemberDown what becomes of open sessions for reading on a member that is down
 * @param failoverTimeout how long a connect waits for a leader; 0 not at all
 * @param stallTimeout how long a statement waits before its member is looked at; 0 for ever
 * @param reconnect whether a connection takes a new session for one that is lost
 */
public record RoutingSettings(
    Optional<TargetServerType> targetServerType,
    boolean readOnly,
    boolean readWriteSplit,
    ReadOnlyTarget readOnlyTarget,
    long maxReplicaLag,
    Map<String, String> replicaTags,
    Map<String, String> preferTags,
    LoadBalanceStrategy loadBalanceStrategy,
    OnMemberDown onMemberDown,
    Duration failoverTimeout,
    Duration stallTimeout,
    boolean reconnect) {
  public RoutingSettings {
    replicaTags = Map.copyOf(replicaTags);
    preferTags = Map.copyOf(preferTags);
  }

  static RoutingSettings of(Parameters parameters) throws SQLException {
    return new RoutingSettings(
        parameters.find(PghaProperty.TARGET_SERVER_TYPE, TargetServerType::parse),
        parameters.get(PghaProperty.READ_ONLY, Choice::trueFalse),
        parameters.get(PghaProperty.READ_WRITE_SPLIT, Choice::onOff),
        parameters.get(PghaProperty.READ_ONLY_TARGET, ReadOnlyTarget::parse),
        parameters.get(PghaProperty.MAX_REPLICA_LAG, Sizes::parse),
        parameters.find(PghaProperty.REPLICA_TAGS, Tags::parse).orElse(Map.of()),
        parameters.find(PghaProperty.PREFER_TAGS, Tags::parse).orElse(Map.of()),
        parameters.get(PghaProperty.LOAD_BALANCE_STRATEGY, LoadBalanceStrategy::parse),
        parameters.get(PghaProperty.ON_MEMBER_DOWN, OnMemberDown::parse),
        parameters.get(PghaProperty.FAILOVER_TIMEOUT, text -> Durations.parse(text, Duration.ZERO)),
        parameters.get(PghaProperty.STALL_TIMEOUT, text -> Durations.parse(text, Duration.ZERO)),
        parameters.get(PghaProperty.RECONNECT, Choice::trueFalse));
  }
}
