package io.pgha.proxy.doctor;

import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PatroniStatus;
import io.pgha.driver.topology.PatroniVersion;
import io.pgha.proxy.live.Gone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What members are like, seen from here. Pure. */
final class MemberFindings {
  /** The first with the answers that the driver reads. */
  private static final PatroniVersion OLDEST = new PatroniVersion(2, 0, 0);

  /** The first that tells when it reached the DCS. */
  private static final PatroniVersion TELLS_DCS = new PatroniVersion(2, 1, 0);

  /** An answer's Date is in whole seconds. */
  private static final Duration SKEW = Duration.ofSeconds(2);

  private MemberFindings() {}

  static Stream<Finding> of(Facts facts) {
    Stream<Finding> each =
        facts.view().members().stream()
            .flatMap(
                seen ->
                    Stream.of(
                            unreachable(facts, seen),
                            foreign(facts, seen),
                            version(seen),
                            skew(facts, seen))
                        .flatMap(Optional::stream));
    return Stream.concat(each, noReplica(facts).stream());
  }

  /** The API or PostgreSQL, or both: a leader that it streams from knows that it is alive. */
  static Optional<Finding> unreachable(Facts facts, MemberView seen) {
    boolean postgres = facts.unreachable().contains(seen.member().postgres());
    boolean gone = Gone.seeds(facts.view(), facts.discovered()).contains(seen.member().postgres());
    if (gone || (seen.answering() && !postgres)) {
      return Optional.empty();
    }
    if (!seen.answering() && postgres && !streams(facts, seen)) {
      return Optional.of(
          Finding.warning(
              "%s is down or cut off: neither its REST API %s nor its PostgreSQL can be reached from here"
                  .formatted(seen.member(), seen.member().api()),
              "see whether it runs; if it does, open the way to both ports"));
    }
    return Optional.of(
        Finding.error(
            "%s is alive, but cannot be reached from here: %s"
                .formatted(seen.member(), ways(seen, postgres)),
            "open the way to it, or correct connect_address in its patroni.yml"));
  }

  private static String ways(MemberView seen, boolean postgresToo) {
    String api = seen.answering() ? "" : "its REST API " + seen.member().api();
    String postgres = postgresToo ? "its PostgreSQL " + seen.member().postgres() : "";
    return Stream.of(api, postgres).filter(way -> !way.isEmpty()).toList().toString();
  }

  private static boolean streams(Facts facts, MemberView seen) {
    return facts
        .view()
        .readyLeader()
        .map(MemberView::status)
        .map(PatroniStatus::receivers)
        .orElse(List.of())
        .contains(String.valueOf(seen.member().name()));
  }

  static Optional<Finding> foreign(Facts facts, MemberView seen) {
    return Finding.when(
        facts.view().isForeign(seen),
        Finding.error(
            seen.member() + " is a member of another cluster: its system identifier is another",
            "take it out of the URL"));
  }

  static Optional<Finding> version(MemberView seen) {
    PatroniStatus status = seen.status();
    if (status == null || status.version() == null) {
      return Optional.empty();
    }
    PatroniVersion version = PatroniVersion.parse(status.version());
    if (version.compareTo(OLDEST) < 0) {
      return Optional.of(
          Finding.error(
              "%s runs Patroni %s; pgha knows the answers of 2.0 and later"
                  .formatted(seen.member(), status.version()),
              "a newer Patroni"));
    }
    return Finding.when(
        version.compareTo(TELLS_DCS) < 0,
        Finding.advice(
            "%s runs Patroni %s, which does not tell whether it reaches its DCS: members are discovered at the start only"
                .formatted(seen.member(), status.version()),
            "Patroni 2.1 or later"));
  }

  static Optional<Finding> skew(Facts facts, MemberView seen) {
    Duration skew = facts.skews().getOrDefault(seen.member().api(), Duration.ZERO);
    return Finding.when(
        skew.abs().compareTo(SKEW) > 0,
        Finding.warning(
            "The clock of %s is %d s %s ours: now() jumps at a failover, and certificates may seem expired"
                .formatted(
                    seen.member(),
                    skew.abs().toSeconds(),
                    skew.isNegative() ? "behind" : "ahead of"),
            "synchronize the clocks (chrony), there and here"));
  }

  static Optional<Finding> noReplica(Facts facts) {
    boolean any =
        facts.view().members().stream()
            .filter(MemberView::answering)
            .flatMap(seen -> Optional.ofNullable(seen.status()).stream())
            .anyMatch(status -> status.replica() && status.running());
    return Finding.when(
        !any,
        Finding.warning(
            "There is no running replica: nobody can take over, and the leader serves all reads",
            "add a member, or start the ones that are down"));
  }
}
