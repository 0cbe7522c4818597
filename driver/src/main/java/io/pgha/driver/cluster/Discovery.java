package io.pgha.driver.cluster;

import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PatroniStatus;
import io.pgha.driver.topology.PatroniStatus.Flag;
import io.pgha.driver.topology.View;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * When, and whom, to ask {@code GET /cluster}. With the DCS out of reach that request hangs and
 * holds one of the few workers of Patroni's REST server, and enough of them make a healthy leader
 * demote itself. So it is asked of one seed at a time: at start, then about once a minute, sooner
 * when the leader names a member that we do not know, and never while any member has not reached
 * the DCS lately. Patroni 2.0 does not tell when it did; there it is asked at start only.
 *
 * <p>Owned by the monitor thread.
 */
final class Discovery {
  private static final long FRESH_SECONDS = 15;
  private static final long INTERVAL_NANOS = Duration.ofSeconds(60).toNanos();

  /** Until the first answer, when an extra seed may be all there is to ask. */
  private static final long FIRST_RETRY_NANOS = Duration.ofSeconds(10).toNanos();

  private static final long RETRY_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long GAP_NANOS = Duration.ofSeconds(5).toNanos();

  private final List<URI> extraSeeds;
  private final RandomGenerator random;
  private int turn;
  private int failures;
  private long dueAt;
  private long askedAt;
  private boolean asking;
  private boolean answered;

  /** Who streams from the leader without being a member: backups, subscribers, another cluster. */
  private Set<String> strangers = Set.of();

  /**
   * @param extraSeeds asked beside the seeds of the view, which may have none
   */
  Discovery(Collection<URI> extraSeeds, RandomGenerator random, long now) {
    this.extraSeeds = List.copyOf(extraSeeds);
    this.random = random;
    this.turn = random.nextInt();
    this.dueAt = now;
    this.askedAt = now - GAP_NANOS;
  }

  /** The API to ask now, if one should be. */
  Optional<URI> whom(View view, long now) {
    if (asking || (now < dueAt && !(now - askedAt >= GAP_NANOS && namesUnknownMember(view)))) {
      return Optional.empty();
    }
    List<URI> seeds =
        Stream.concat(
                extraSeeds.stream(),
                view.members().stream().filter(Discovery::isAnsweringSeed).map(Discovery::api))
            .toList();
    return seeds.isEmpty() || !view.members().stream().allMatch(this::dcsReached)
        ? Optional.empty()
        : Optional.of(seeds.get(Math.floorMod(turn, seeds.size())));
  }

  void asked(long now) {
    asking = true;
    askedAt = now;
    turn++;
  }

  /**
   * @param view with the members that were found
   */
  void succeeded(View view, long now) {
    asking = false;
    answered = true;
    strangers = unknownReceivers(view);
    dueAt = now + (long) (INTERVAL_NANOS * (0.8 + 0.4 * random.nextDouble()));
  }

  void failed(long now) {
    asking = false;
    failures++;
    long pause = pause();
    askedAt = now + pause - GAP_NANOS;
    dueAt = now + pause;
  }

  /** Before anything is known, a dead seed must not hold up the connects that wait. */
  private long pause() {
    if (answered) {
      return RETRY_NANOS;
    }
    return failures < extraSeeds.size() ? 0 : FIRST_RETRY_NANOS;
  }

  /** When {@link #whom} is worth a look, whatever else happens. */
  long dueAt() {
    return dueAt;
  }

  private static URI api(MemberView seen) {
    return seen.member().api();
  }

  private static boolean isAnsweringSeed(MemberView seen) {
    return seen.member().seed() && seen.answering();
  }

  private boolean dcsReached(MemberView seen) {
    PatroniStatus status = seen.status();
    if (!seen.answering() || status == null) {
      return true;
    }
    boolean troubled =
        status.flags().contains(Flag.CLUSTER_UNLOCKED)
            || status.flags().contains(Flag.FAILSAFE_ACTIVE);
    boolean fresh =
        status.dcsAgeSeconds().isPresent()
            ? status.dcsAgeSeconds().getAsLong() <= FRESH_SECONDS
            : !answered;
    return fresh && !troubled;
  }

  private boolean namesUnknownMember(View view) {
    return !strangers.containsAll(unknownReceivers(view));
  }

  private static Set<String> unknownReceivers(View view) {
    Set<String> names =
        new HashSet<>(
            view.readyLeader()
                .map(MemberView::status)
                .map(PatroniStatus::receivers)
                .orElse(List.of()));
    view.members().forEach(seen -> names.remove(String.valueOf(seen.member().name())));
    return Set.copyOf(names);
  }
}
