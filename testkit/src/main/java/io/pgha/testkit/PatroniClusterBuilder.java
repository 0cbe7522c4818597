package io.pgha.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what cluster to start. Not safe for use by several threads; {@link #start()} may be called
 * more than once.
 */
public final class PatroniClusterBuilder {
  private static final Duration MIN_TTL = Duration.ofSeconds(20);
  private static final Duration MIN_LOOP_WAIT = Duration.ofSeconds(1);
  private static final Duration MIN_RETRY_TIMEOUT = Duration.ofSeconds(3);

  private int members = 3;
  private Duration ttl = MIN_TTL;
  private Duration loopWait = MIN_LOOP_WAIT;
  private Duration retryTimeout = MIN_RETRY_TIMEOUT;
  private ApiSecurity apiSecurity = ApiSecurity.HTTP;
  private boolean tlsOnly;
  private boolean onNetwork;
  private @Nullable PatroniCluster standbyOf;
  private final Map<String, Object> dynamic = new LinkedHashMap<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> tags = new LinkedHashMap<>();

  PatroniClusterBuilder() {}

  /**
   * How many members, 3 if not said.
   *
   * @param count of members
   * @return this
   */
  public PatroniClusterBuilder members(int count) {
    if (count < 1 || count > Addresses.MAX_MEMBERS) {
      throw new IllegalArgumentException(
          "members is %d, must be 1 to %d".formatted(count, Addresses.MAX_MEMBERS));
    }
    members = count;
    return this;
  }

  /**
   * Patroni's {@code ttl}: how long a silent leader keeps its lock. 20 s, its smallest, if not
   * said.
   *
   * @param value whole seconds
   * @return this
   */
  public PatroniClusterBuilder ttl(Duration value) {
    ttl = atLeast("ttl", MIN_TTL, value);
    return this;
  }

  /**
   * Patroni's {@code loop_wait}. 1 s, its smallest, if not said.
   *
   * @param value whole seconds
   * @return this
   */
  public PatroniClusterBuilder loopWait(Duration value) {
    loopWait = atLeast("loop_wait", MIN_LOOP_WAIT, value);
    return this;
  }

  /**
   * Patroni's {@code retry_timeout}. 3 s, its smallest, if not said.
   *
   * @param value whole seconds
   * @return this
   */
  public PatroniClusterBuilder retryTimeout(Duration value) {
    retryTimeout = atLeast("retry_timeout", MIN_RETRY_TIMEOUT, value);
    return this;
  }

  /**
   * Patroni corrects wrong values silently, and a test would measure something else than it says.
   */
  private static Duration atLeast(String name, Duration least, Duration value) {
    if (value.compareTo(least) < 0 || value.toNanosPart() != 0) {
      throw new IllegalArgumentException(
          "%s is %s, must be whole seconds and at least %d s"
              .formatted(name, value, least.toSeconds()));
    }
    return value;
  }

  /**
   * Any other top-level setting of Patroni's dynamic configuration, such as {@code
   * maximum_lag_on_failover}.
   *
   * @param name of the setting
   * @param value a string, a number, a boolean, a list or a map
   * @return this
   */
  public PatroniClusterBuilder configure(String name, Object value) {
    dynamic.put(name, value);
    return this;
  }

  /**
   * A PostgreSQL parameter for all members.
   *
   * @param name of the parameter
   * @param value a string, a number or a boolean
   * @return this
   */
  public PatroniClusterBuilder parameter(String name, Object value) {
    parameters.put(name, value);
    return this;
  }

  /**
   * A tag that the member has from its start.
   *
   * @param member its name: {@code pg1}, {@code pg2}, …
   * @param name of the tag
   * @param value a string, a number or a boolean
   * @return this
   */
  public PatroniClusterBuilder tag(String member, String name, Object value) {
    tags.computeIfAbsent(member, key -> new LinkedHashMap<>()).put(name, value);
    return this;
  }

  /**
   * How Patroni's API is protected, {@link ApiSecurity#HTTP} if not said. With HTTPS PostgreSQL
   * accepts TLS too, with the same certificate.
   *
   * @param value how
   * @return this
   */
  public PatroniClusterBuilder apiSecurity(ApiSecurity value) {
    apiSecurity = value;
    return this;
  }

  /**
   * Has all clients speak TLS and nothing else: Patroni's API and etcd, which demand a certificate
   * of the cluster's CA, and PostgreSQL. PostgreSQL's certificate has the members' addresses, and
   * {@code pg1.pgha.test}, {@code pg2.pgha.test}, …: names that who wants to use them must make
   * known.
   *
   * @return this
   */
  public PatroniClusterBuilder tlsOnly() {
    tlsOnly = true;
    return this;
  }

  /**
   * Lets members listen on a network of their own, 198.18.n.0/24, instead of loopback, so that
   * {@link PatroniCluster#addProxyHosts} can put machines on it. Needs root. A firewall of this
   * machine must let in what comes from the link {@code pghaN}.
   *
   * @return this
   */
  public PatroniClusterBuilder onNetwork() {
    onNetwork = true;
    return this;
  }

  /**
   * Makes this a standby cluster that follows the other, with the same users and passwords.
   *
   * @param main runs already
   * @return this
   */
  public PatroniClusterBuilder standbyOf(PatroniCluster main) {
    standbyOf = main;
    return this;
  }

  /**
   * Starts the cluster and returns when it is healthy, which takes about five seconds.
   *
   * @return the cluster
   * @throws IllegalStateException when a program is missing or the cluster does not become healthy;
   *     the message says which, and ends with the logs
   */
  public PatroniCluster start() {
    return start(Path.of(System.getProperty("java.io.tmpdir")));
  }

  PatroniCluster start(Path parent) {
    Settings settings =
        new Settings(
            members,
            ttl,
            loopWait,
            retryTimeout,
            dynamic,
            parameters,
            tags,
            tlsOnly ? ApiSecurity.HTTPS_CLIENT_CERTIFICATE : apiSecurity,
            tlsOnly,
            onNetwork,
            standbyOf);
    requireRoomForRetries(settings);
    return PatroniCluster.start(settings, parent);
  }

  private static void requireRoomForRetries(Settings settings) {
    Duration needed = settings.loopWait().plus(settings.retryTimeout().multipliedBy(2));
    if (needed.compareTo(settings.ttl()) > 0) {
      throw new IllegalArgumentException(
          "loop_wait + 2 * retry_timeout is %d s, must not be more than ttl, %d s"
              .formatted(needed.toSeconds(), settings.ttl().toSeconds()));
    }
  }
}
