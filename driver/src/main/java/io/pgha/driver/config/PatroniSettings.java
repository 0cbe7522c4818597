package io.pgha.driver.config;

import io.pgha.driver.PghaProperty;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How Patroni is asked. URLs of one cluster that differ here have a monitor each.
 *
 * @param apis the API of each seed, by its address in lower case; empty if only discovery can tell
 *     which is whose. API addresses are scheme, host in lower case and port, without a path; {@link
 *     URI#getHost()} of one whose name has an underscore is null.
 * @param discoverySeeds APIs that only serve to discover members
 * @param pollInterval from 100 ms to 1 min
 * @param discovery whether members that the URL does not name are used
 * @param allowedMembers which hosts a discovered member may be on
 */
public record PatroniSettings(
    Map<HostPort, URI> apis,
    Set<URI> discoverySeeds,
    TlsFiles tls,
    Duration pollInterval,
    boolean discovery,
    AllowedMembers allowedMembers) {
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

  /** What is promised "as of the last poll" must mean something. */
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);

  public PatroniSettings {
    apis = Map.copyOf(apis);
    discoverySeeds = Set.copyOf(discoverySeeds);
  }

  static PatroniSettings of(List<HostPort> hosts, Parameters parameters) throws SQLException {
    TlsFiles tls = TlsFiles.of(parameters);
    Apis apis = Apis.of(hosts, tls, parameters);
    return new PatroniSettings(
        apis.bySeed(),
        apis.forDiscovery(),
        tls,
        parameters.get(
            PghaProperty.POLL_INTERVAL,
            text -> Durations.parse(text, SHORTEST_INTERVAL, LONGEST_INTERVAL)),
        parameters.get(PghaProperty.DISCOVERY, Choice::onOff),
        parameters
            .find(PghaProperty.ALLOWED_MEMBERS, AllowedMembers::parse)
            .orElseGet(AllowedMembers::any));
  }
}
