package io.pgha.driver;

/** What a member of a Patroni cluster is, in Patroni's words. */
public enum Role {
  /** It holds the leader lock; writes go there. */
  LEADER,
  /** It replays the leader's WAL. */
  REPLICA,
  /** A replica that the leader waits for. */
  SYNC_STANDBY,
  /** It leads a standby cluster, which replays another cluster and takes no writes. */
  STANDBY_LEADER,
  /** Nothing is known of it at the moment. */
  UNKNOWN
}
