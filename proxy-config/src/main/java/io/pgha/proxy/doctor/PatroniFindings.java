package io.pgha.proxy.doctor;

import io.pgha.driver.topology.PatroniStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the rules of Patroni mean for those who connect. Pure. */
final class PatroniFindings {
  /** From the end of the lock until the next leader takes writes, as measured on idle clusters. */
  private static final Duration ELECTION = Duration.ofSeconds(5);

  private static final long MUCH_LAG = 100L * 1024 * 1024;

  private PatroniFindings() {}

  static Stream<Finding> of(Facts facts) {
    Stream<Finding> byConfig =
        facts.patroni().stream()
            .flatMap(
                patroni ->
                    Stream.of(
                            failoverOutlastsConnects(facts, patroni),
                            ttlBelowRetries(patroni),
                            asynchronous(patroni),
                            muchLagAllowed(patroni))
                        .flatMap(Optional::stream));
    return Stream.concat(
        byConfig, Stream.of(notAsked(facts), paused(facts)).flatMap(Optional::stream));
  }

  static Optional<Finding> failoverOutlastsConnects(Facts facts, PatroniConfig patroni) {
    Duration waits = facts.config().routing().failoverTimeout();
    Duration takes = patroni.ttl().plus(ELECTION);
    return Finding.when(
        takes.compareTo(waits) > 0,
        Finding.warning(
            "ttl is %d s: when the leader's host dies, a new leader takes writes after about %d s, and connects wait failoverTimeout = %s only"
                .formatted(patroni.ttl().toSeconds(), takes.toSeconds(), shown(waits)),
            "failoverTimeout=%ds in the URL, or a shorter ttl (patronictl edit-config)"
                .formatted(takes.toSeconds())));
  }

  private static String shown(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  /** Patroni's own rule. */
  static Optional<Finding> ttlBelowRetries(PatroniConfig patroni) {
    Duration needed = patroni.loopWait().plus(patroni.retryTimeout().multipliedBy(2));
    return Finding.when(
        patroni.ttl().compareTo(needed) < 0,
        Finding.warning(
            "ttl is %d s, less than loop_wait + 2 x retry_timeout = %d s: a slow DCS may cost a healthy leader its lock"
                .formatted(patroni.ttl().toSeconds(), needed.toSeconds()),
            "a shorter retry_timeout or loop_wait, or a ttl of %d (patronictl edit-config)"
                .formatted(needed.toSeconds())));
  }

  static Optional<Finding> asynchronous(PatroniConfig patroni) {
    return Finding.when(
        !patroni.synchronous(),
        Finding.advice(
            "synchronous_mode is off: at a failover the writes that were acknowledged last can be lost, up to maximum_lag_on_failover = %d bytes"
                .formatted(patroni.maximumLagOnFailover()),
            "synchronous_mode: true (patronictl edit-config), if a slower commit is the smaller harm"));
  }

  static Optional<Finding> muchLagAllowed(PatroniConfig patroni) {
    return Finding.when(
        patroni.maximumLagOnFailover() > MUCH_LAG && !patroni.synchronous(),
        Finding.warning(
            "maximum_lag_on_failover is %d bytes: a replica that lacks so much may become leader, and it is lost then"
                .formatted(patroni.maximumLagOnFailover()),
            "maximum_lag_on_failover: 1048576, which is the default (patronictl edit-config)"));
  }

  static Optional<Finding> notAsked(Facts facts) {
    return Finding.when(
        facts.patroni().isEmpty(),
        Finding.warning(
            "No member told its configuration, for which it must have reached its DCS just now; ttl and synchronous_mode were not looked at",
            "see whether etcd (Consul, ZooKeeper) is well, then run this again"));
  }

  static Optional<Finding> paused(Facts facts) {
    boolean paused =
        facts.view().members().stream()
            .flatMap(seen -> Optional.ofNullable(seen.status()).stream())
            .map(PatroniStatus::flags)
            .flatMap(Set::stream)
            .anyMatch(PatroniStatus.Flag.PAUSE::equals);
    return Finding.when(
        paused,
        Finding.warning(
            "The cluster is paused: nobody takes over from a leader that dies",
            "patronictl resume"));
  }
}
