package io.pgha.proxy.doctor;

import io.pgha.driver.config.Config;
import io.pgha.driver.config.HostPort;
import io.pgha.driver.topology.View;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that findings follow from. Immutable.
 *
 * @param discovered whether Patroni has named the members
 * @param patroni empty if no member could be asked
 * @param skews how far the clock of each member is before ours
 * @param unreachable to which PostgreSQLs no TCP connection was possible
 * @param resolved to how many addresses each host of the URL leads
 * @param pools how many sessions applications may hold on a member, if that is known
 * @param demand how many sessions the generator would have HAProxy open on a member
 */
record Facts(
    Config config,
    View view,
    boolean discovered,
    Optional<PatroniConfig> patroni,
    Map<URI, Duration> skews,
    Set<HostPort> unreachable,
    Map<String, Integer> resolved,
    Attempt write,
    Attempt read,
    OptionalInt pools,
    OptionalInt demand) {
  Facts {
    skews = Map.copyOf(skews);
    unreachable = Set.copyOf(unreachable);
    resolved = Map.copyOf(resolved);
  }

  /** Of the sessions that could be opened. */
  Stream<SessionFacts> sessions() {
    return Stream.of(write, read).flatMap(attempt -> attempt.facts().stream());
  }
}
