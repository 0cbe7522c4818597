package io.pgha.driver.cluster;

import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PatroniStatus;
import io.pgha.driver.topology.View;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * When, and whom, to ask {@code GET /cluster}. With the DCS out of reach that request hangs and
 * holds one of the few workers of Patroni's REST server, and enough of them make a healthy leader
 * demote itself. So it is asked of one seed or contact at a time, which has just said in its answer
 * to {@code GET /primary} that it has reached the DCS a moment ago: at start, then about once a
 * minute, sooner when the leader names a member that we do not know or a seed answers as another
 * member than before, and never while any member has not reached the DCS lately. Patroni 2.0 does
 * not tell when it did; there it is asked at start only.
 *
 * <p>Owned by the monitor thread.
 */
final class Discovery {
  /** After an outage has begun, members look well for a while; the fewer ask then the better. */
  private static final long VERY_FRESH_SECONDS = 3;

  private static final long INTERVAL_NANOS = Duration.ofSeconds(60).toNanos();

  /** Until the first answer, when a contact may be all there is to ask. */
  private static final long FIRST_RETRY_NANOS = Duration.ofSeconds(10).toNanos();

  private static final long RETRY_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long GAP_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int GAP_DOUBLINGS = 4;

  private final RandomGenerator random;
  private int turn;
  private int failures;
  private long dueAt;
  private long askedAt;
  private boolean asking;
  private boolean answered;

  /** Answers in a row that did not explain what they were asked for. */
  private int fruitless;

  /** Who streams from the leader without being a member: backups, subscribers, another cluster. */
  private Set<String> strangers = Set.of();

  Discovery(RandomGenerator random, long now) {
    this.random = random;
    this.turn = random.nextInt();
    this.dueAt = now;
    this.askedAt = now - GAP_NANOS;
  }

  /** The API to ask now if it has just answered, if one should be. */
  Optional<URI> whom(View view, long now) {
    if (asking || (now < dueAt && !(now - askedAt >= gap() && hasQuestion(view)))) {
      return Optional.empty();
    }
    List<URI> able = able(view);
    return able.isEmpty() || !view.all().allMatch(this::dcsReached)
        ? Optional.empty()
        : Optional.of(able.get(Math.floorMod(turn, able.size())));
  }

  /** Those of another database only when nobody of the known one is left to ask. */
  private List<URI> able(View view) {
    List<MemberView> answering = view.all().filter(this::mayBeAsked).toList();
    List<MemberView> ours = answering.stream().filter(seen -> !view.isForeign(seen)).toList();
    return (ours.isEmpty() ? answering : ours).stream().map(seen -> seen.member().api()).toList();
  }

  /** The first time somebody may wait for the members that are found. */
  private boolean mayBeAsked(MemberView seen) {
    return seen.member().seed() && seen.answering() && (!answered || isVeryFresh(seen));
  }

  private static boolean isVeryFresh(MemberView seen) {
    PatroniStatus status = seen.status();
    return status != null && status.dcsAgeSeconds().orElse(Long.MAX_VALUE) <= VERY_FRESH_SECONDS;
  }

  private long gap() {
    return GAP_NANOS << Math.min(fruitless, GAP_DOUBLINGS);
  }

  private boolean hasQuestion(View view) {
    return !strangers.containsAll(unknownReceivers(view))
        || view.members().stream().anyMatch(MemberView::shared);
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
    Set<String> unexplained = unknownReceivers(view);
    fruitless = strangers.containsAll(unexplained) ? 0 : fruitless + 1;
    strangers = unexplained;
    dueAt = now + (long) (INTERVAL_NANOS * (0.8 + 0.4 * random.nextDouble()));
  }

  /**
   * @param contacts how many there are to try
   */
  void failed(int contacts, long now) {
    asking = false;
    failures++;
    long pause = pause(contacts);
    askedAt = now + pause - GAP_NANOS;
    dueAt = now + pause;
  }

  /** Before anything is known, a dead seed must not hold up the connects that wait. */
  private long pause(int contacts) {
    if (answered) {
      return RETRY_NANOS;
    }
    return failures < contacts ? 0 : FIRST_RETRY_NANOS;
  }

  /** When to ask next, whatever else happens. */
  long dueAt() {
    return dueAt;
  }

  private boolean dcsReached(MemberView seen) {
    PatroniStatus status = seen.status();
    return !seen.answering() || status == null || status.reachesDcs(/* unlessTold= */ !answered);
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
