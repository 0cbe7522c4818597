package io.pgha.driver;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that pgha adds to those of pgjdbc. Each may stand in the URL ({@code ?name=value})
 * or in the {@link java.util.Properties} given beside it; the URL wins. Names and words are
 * case-sensitive, {@code on}, {@code off}, {@code true} and {@code false} are not.
 *
 * <p>Durations are {@code 500ms}, {@code 2s} or {@code 1min}, a plain number is seconds, fractions
 * are allowed. Sizes are {@code 16kB}, {@code 10MB}, {@code 1GB} or {@code 1TB} (powers of 1024), a
 * plain number is bytes. Tags are {@code name:value} pairs. Elements of lists are separated by
 * commas.
 *
 * <p>A wrong value, an empty one, or a misspelt name is an {@link java.sql.SQLException} with
 * SQLSTATE 22023 when a connection is asked for.
 */
public enum PghaProperty {
  /** Port of Patroni's REST API on the hosts of the URL. */
  PATRONI_PORT(
      "patroniPort",
      "8008",
      "a port from 1 to 65535",
      "Port of Patroni's REST API on the hosts of the URL: plain HTTP, or HTTPS if patroniCaFile or"
          + " patroniCertFile is given; not used with patroniUrls."),
  /** Where Patroni's REST API is, if not on the hosts of the URL. */
  PATRONI_URLS(
      "patroniUrls",
      null,
      "http://host:port or https://host:port, separated by commas",
      "Patroni's REST API when it is elsewhere or on HTTPS: one per host in the same order; if the"
          + " counts differ, they only serve to discover the members."),
  /** PEM file with the certificates that Patroni's certificate is checked against. */
  PATRONI_CA_FILE(
      "patroniCaFile",
      null,
      "a file name",
      "PEM file with the certificate authorities that Patroni's HTTPS certificate is checked"
          + " against; without it those that Java trusts."),
  /** PEM file with the client certificate shown to Patroni. */
  PATRONI_CERT_FILE(
      "patroniCertFile",
      null,
      "a file name",
      "PEM file with the client certificate for Patroni's HTTPS (verify_client: required); needs"
          + " patroniKeyFile."),
  /** PEM file with the key of the client certificate. */
  PATRONI_KEY_FILE(
      "patroniKeyFile", null, "a file name", "PEM file with the private key of patroniCertFile."),
  /** Fixes the kind of member for the whole life of a connection, with the words of pgjdbc. */
  TARGET_SERVER_TYPE(
      "targetServerType",
      null,
      List.of(
          "any",
          "primary",
          "master",
          "secondary",
          "slave",
          "preferSecondary",
          "preferSlave",
          "preferPrimary"),
      "Unset: the read-only flag of the connection decides where it goes; set: as in pgjdbc, for"
          + " the whole life of the connection, and the flag moves nothing."),
  /** Whether connections start read-only. */
  READ_ONLY(
      "readOnly",
      "false",
      List.of("true", "false"),
      "Whether connections start read-only, as after setReadOnly(true)."),
  /** Whether one connection may use a session for writing and another for reading. */
  READ_WRITE_SPLIT(
      "readWriteSplit",
      "on",
      List.of("on", "off", "true", "false"),
      "Whether a connection changes to a replica when it becomes read-only; off keeps one session"
          + " per connection, for applications whose session state must not be split."),
  /** Where read-only connections go. */
  READ_ONLY_TARGET(
      "readOnlyTarget",
      "preferSecondary",
      List.of("preferSecondary", "secondary", "any"),
      "Where read-only connections go: replicas, and the leader only when no replica is eligible;"
          + " replicas only; or all members alike."),
  /** How far a replica may be behind the leader. */
  MAX_REPLICA_LAG(
      "maxReplicaLag",
      "10MB",
      "a size such as 10MB (units kB, MB, GB, TB; a plain number is bytes)",
      "How much write-ahead log a replica may have still to replay and be read from."),
  /** Tags that a replica must have. */
  REPLICA_TAGS(
      "replicaTags",
      null,
      "name:value pairs, separated by commas, such as zone:eu,disk:ssd",
      "Only replicas with all of these Patroni tags are read from."),
  /** Tags that a replica should have. */
  PREFER_TAGS(
      "preferTags",
      null,
      "name:value pairs, separated by commas, such as zone:eu,disk:ssd",
      "Replicas with all of these Patroni tags are read from first, others when none is left."),
  /** How one of several replicas is chosen. */
  LOAD_BALANCE_STRATEGY(
      "loadBalanceStrategy",
      "leastConnections",
      List.of("leastConnections", "random", "roundRobin"),
      "How one of several eligible replicas is chosen."),
  /** What becomes of open sessions for reading when their member goes down. */
  ON_MEMBER_DOWN(
      "onMemberDown",
      "retire",
      List.of("retire", "abort"),
      "What becomes of open sessions for reading on a member that Patroni tells to be down, has"
          + " removed, or no longer answers for: retire lets a pool replace them one after the"
          + " other, abort ends them at once, like HAProxy's shutdown-sessions."),
  /** Time between two looks at the cluster while nothing hints at a change. */
  POLL_INTERVAL(
      "pollInterval",
      "5s",
      "a duration from 100ms to 1min such as 500ms, 2s or 1min (a plain number is seconds)",
      "How often each member is asked for its state while nothing hints at a change; after some"
          + " minutes without one the interval grows, to four times this or one minute at most."),
  /** How long a connect waits for a leader. */
  FAILOVER_TIMEOUT(
      "failoverTimeout",
      "35s",
      "a duration from 0 to 24 days such as 500ms, 2s or 1min (a plain number is seconds)",
      "How long a connect waits while the cluster has no leader, 0 not at all; a shorter"
          + " loginTimeout wins."),
  /** How long a statement waits before its member is looked at. */
  STALL_TIMEOUT(
      "stallTimeout",
      "2s",
      "a duration from 0 to 24 days such as 500ms, 2s or 1min (a plain number is seconds)",
      "After how long a statement that waits makes pgha look whether its member is alive; only if"
          + " neither Patroni nor PostgreSQL answers there, again and again, are the sessions on it"
          + " aborted; 0 never looks."),
  /** Whether a connection outlives its session. */
  RECONNECT(
      "reconnect",
      "false",
      List.of("true", "false"),
      "Whether a connection whose session is lost takes a new one for its next transaction, with"
          + " what was set through JDBC and nothing of what was set through SQL; otherwise the"
          + " connection is lost too, which is what pools expect."),
  /** Whether members that the URL does not name are used. */
  DISCOVERY(
      "discovery",
      "on",
      List.of("on", "off", "true", "false"),
      "Whether members that Patroni names are used beside the hosts of the URL."),
  /** Which addresses a discovered member may have. */
  ALLOWED_MEMBERS(
      "allowedMembers",
      null,
      "host names, in which * stands for any characters, IP addresses or networks, separated by"
          + " commas, such as *.db.example,10.0.0.0/8",
      "Which hosts a discovered member may be on, and so be sent credentials; names are compared as"
          + " text and never looked up; unset: all that the hosts of the URL name.");

  private final String parameterName;
  private final @Nullable String defaultValue;
  private final String allowed;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> choices;

  private final String description;

  PghaProperty(String name, @Nullable String defaultValue, String allowed, String description) {
    this.parameterName = name;
    this.defaultValue = defaultValue;
    this.allowed = allowed;
    this.choices = List.of();
    this.description = description;
  }

  PghaProperty(
      String name, @Nullable String defaultValue, List<String> choices, String description) {
    this.parameterName = name;
    this.defaultValue = defaultValue;
    this.allowed = "one of " + String.join(", ", choices);
    this.choices = choices;
    this.description = description;
  }

  /**
   * {@return the parameter with exactly this name}
   *
   * @param name as in a URL
   */
  public static Optional<PghaProperty> forName(String name) {
    return Arrays.stream(values()).filter(known -> known.parameterName.equals(name)).findFirst();
  }

  /** {@return the name in the URL, and the key in {@link java.util.Properties}} */
  public String parameterName() {
    return parameterName;
  }

  /** {@return what holds when it is not given; empty where that has no value of its own} */
  public Optional<String> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  /** {@return all the words it may have; empty if it takes other values than words} */
  public List<String> choices() {
    return choices;
  }

  /** {@return what it may be, in words} */
  public String allowed() {
    return allowed;
  }

  /** {@return one sentence that says what it does} */
  public String description() {
    return description;
  }
}
