package io.pgha.driver.topology;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a member's {@code GET /primary} answered: the code says whether it holds the leader lock,
 * the body how its PostgreSQL is. Immutable. Source of the fields: Patroni's {@code
 * patroni/api.py}, releases 2.0 to 4.1.
 *
 * @param code the HTTP status: 200 means that the member holds the leader lock, nothing about its
 *     PostgreSQL
 * @param role {@code primary} (4.0 and later) or {@code master}, {@code replica}, {@code
 *     standby_leader}, {@code demoted}, …
 * @param state {@code running}, {@code starting}, {@code stopping}, {@code crashed}, …
 * @param timeline absent while PostgreSQL does not answer
 * @param location bytes of WAL written, on a primary
 * @param replayed bytes of WAL replayed, on a replica
 * @param replicationState {@code streaming}, {@code in archive recovery}, or null (always null
 *     before 3.0.4)
 * @param tags values as lower-case text, as Patroni itself compares them
 * @param flags the conditions that hold
 * @param dcsAgeSeconds time since the member last reached the DCS, by the member's own clock;
 *     absent before 2.1
 * @param systemIdentifier of its database cluster; null while PostgreSQL does not answer
 * @param version of Patroni; null if not told
 * @param name Patroni's name of the member; null before 3.2
 * @param receivers names of the members that stream from this one
 */
public record PatroniStatus(
    int code,
    String role,
    String state,
    OptionalLong timeline,
    OptionalLong location,
    OptionalLong replayed,
    @Nullable String replicationState,
    Map<String, String> tags,
    Set<Flag> flags,
    OptionalLong dcsAgeSeconds,
    @Nullable String systemIdentifier,
    @Nullable String version,
    @Nullable String name,
    List<String> receivers) {

  /** Members reach the DCS once in every {@code loop_wait}, which is 10 s by default. */
  private static final long FRESH_SECONDS = 15;

  /** Conditions that Patroni reports only when they hold. */
  public enum Flag {
    /** Patroni was told to leave the cluster alone. */
    PAUSE,
    /** Nobody holds the leader lock. */
    CLUSTER_UNLOCKED,
    /** The DCS is out of reach, and the leader goes on because all members agree. */
    FAILSAFE_ACTIVE,
    /** The leader waits for this replica. */
    SYNC_STANDBY,
    /** The leader waits for some replicas, of which this is one. */
    QUORUM_STANDBY
  }

  public PatroniStatus {
    tags = Map.copyOf(tags);
    flags = Set.copyOf(flags);
    receivers = List.copyOf(receivers);
  }

  /** {@return whether it is Patroni's leader, whatever its PostgreSQL does} */
  public boolean holdsLock() {
    return code == 200;
  }

  /** {@return whether its PostgreSQL runs} */
  public boolean running() {
    return state.equals("running");
  }

  /** {@return whether PostgreSQL is out of recovery, by what the member says} */
  public boolean primary() {
    return role.equals("primary") || role.equals("master");
  }

  /** {@return whether it calls itself a replica} */
  public boolean replica() {
    return role.equals("replica");
  }

  /** {@return whether it leads a standby cluster} */
  public boolean standbyLeader() {
    return role.equals("standby_leader");
  }

  /**
   * {@return whether the member is known not to stream} Releases before 3.0.4 do not say whether
   * they do, and are believed.
   */
  public boolean notStreaming() {
    return !"streaming".equals(replicationState)
        && (replicationState != null || tellsReplicationState());
  }

  /**
   * {@return whether the member has reached its DCS lately, so that what it has to ask there does
   * not hang}
   *
   * @param unlessTold what holds where it does not say when
   */
  public boolean reachesDcs(boolean unlessTold) {
    boolean fresh =
        dcsAgeSeconds.isPresent() ? dcsAgeSeconds.getAsLong() <= FRESH_SECONDS : unlessTold;
    return fresh && !flags.contains(Flag.CLUSTER_UNLOCKED) && !flags.contains(Flag.FAILSAFE_ACTIVE);
  }

  /** All but what changes all the time: positions, and when it reached the DCS. */
  boolean tellsTheSameAs(PatroniStatus other) {
    return code == other.code
        && role.equals(other.role)
        && state.equals(other.state)
        && timeline.equals(other.timeline)
        && notStreaming() == other.notStreaming()
        && tags.equals(other.tags)
        && flags.equals(other.flags)
        && Set.copyOf(receivers).equals(Set.copyOf(other.receivers))
        && Objects.equals(systemIdentifier, other.systemIdentifier);
  }

  PatroniStatus withTimeline(OptionalLong known) {
    return new PatroniStatus(
        code,
        role,
        state,
        known,
        location,
        replayed,
        replicationState,
        tags,
        flags,
        dcsAgeSeconds,
        systemIdentifier,
        version,
        name,
        receivers);
  }

  private boolean tellsReplicationState() {
    return version != null
        && PatroniVersion.parse(version).compareTo(PatroniVersion.REPLICATION_STATE) >= 0;
  }
}
