package io.pgha.driver.topology;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How answers become a view: pure functions, without threads, clocks or sockets.
 *
 * <p>Patroni's lock decides who is leader: a member whose {@code /primary} answers 200. Its
 * PostgreSQL may still be stopped, crashed, or not yet promoted; then it is leader but not ready,
 * and the thing to do is to wait for this member rather than to look for another.
 *
 * <p>Timelines order leaders. Of two claimants the one on the higher timeline wins. A claimant on
 * an older timeline than one already accepted is refused while a member on the newer one is
 * primary, or was when it last answered and has been silent for a moment only, and accepted
 * otherwise: a leader that was frozen for longer than the ttl comes back like this, and Patroni
 * then rewinds the one that was promoted meanwhile. A primary that never held the lock, such as one
 * promoted by hand during a pause, refuses nobody.
 *
 * <p>A leader whose own API is silent is no leader any more as long as any other member answers.
 * Only when no member answers at all does the last leader go on, unless it gave up the lock before:
 * then it is the network between the members' APIs and us that is suspect, not the cluster.
 */
public final class TopologyRules {
  private static final Comparator<MemberView> BY_TIMELINE =
      Comparator.comparingLong(MemberView::timeline);

  private TopologyRules() {}

  /**
   * The view after one more poll; the same view if the member is not (or no longer) part of it, or
   * a later poll was quicker.
   */
  public static View observe(View current, Observation observation) {
    if (!isNews(current, observation)) {
      return current;
    }
    View polled =
        elect(
            current.withMembers(
                told(current.members(), observation), told(current.contacts(), observation)));
    return polled.withMembers(Lag.measured(polled)).after(current);
  }

  private static List<MemberView> told(List<MemberView> all, Observation observation) {
    return all.stream()
        .map(seen -> isOf(seen, observation) ? seen.with(observation) : seen)
        .toList();
  }

  /** The view once every member was asked. */
  public static View settle(View current) {
    return current.settled() ? current : current.withSettled(true).after(current);
  }

  /**
   * The view with these members; what is known of those that stay is kept. A seed that is not among
   * them is a contact from now on. Who had no members before has yet to ask all.
   */
  public static View replaceMembers(View current, List<Member> members) {
    List<MemberView> views = members.stream().map(member -> known(current, member)).toList();
    List<MemberView> contacts =
        Stream.concat(
                current.members().stream().filter(seen -> seen.member().seed()),
                current.contacts().stream())
            .filter(seen -> members.stream().noneMatch(member -> isOf(seen, member.api())))
            .toList();
    return elect(current.withMembers(views, contacts))
        .withSettled(current.settled() && !current.members().isEmpty())
        .after(current);
  }

  private static MemberView known(View current, Member member) {
    return current
        .all()
        .filter(seen -> isOf(seen, member.api()))
        .findFirst()
        .map(seen -> seen.withMember(member))
        .orElse(MemberView.unseen(member));
  }

  private static boolean isNews(View current, Observation observation) {
    return current
        .all()
        .anyMatch(seen -> isOf(seen, observation) && seen.round() <= observation.round());
  }

  private static boolean isOf(MemberView seen, Observation observation) {
    return isOf(seen, observation.api());
  }

  private static boolean isOf(MemberView seen, URI api) {
    return seen.member().api().equals(api);
  }

  private static View elect(View polled) {
    return claimant(polled)
        .map(claimant -> accept(polled, claimant))
        .orElseGet(() -> polled.withLeader(assumed(polled)));
  }

  private static @Nullable Leader assumed(View polled) {
    Leader last = polled.lastLeader();
    return last == null || polled.anyAnswering() || !fellSilentWithLock(polled, last)
        ? null
        : last.asAssumed();
  }

  private static boolean fellSilentWithLock(View polled, Leader last) {
    return polled.member(last.api()).filter(MemberView::heldLockBeforeSilence).isPresent();
  }

  /**
   * On equal timelines the present leader stays, else the first in order: both are then the same
   * server under two addresses.
   */
  private static Optional<MemberView> claimant(View polled) {
    return polled.members().stream()
        .filter(MemberView::claimsLeadership)
        .filter(seen -> sameDatabase(polled, seen))
        .filter(seen -> !refusedForItsTimeline(polled, seen))
        .max(BY_TIMELINE.thenComparing(seen -> isLeader(polled, seen)));
  }

  private static boolean isLeader(View polled, MemberView seen) {
    Leader last = polled.lastLeader();
    return last != null && last.api().equals(seen.member().api());
  }

  /**
   * A leader of another database is taken only when no member is left whose last word was that it
   * belongs to the known one: then the cluster was made anew. One that is silent may be cut off
   * from us together with its whole cluster, and then the other database is a stranger's.
   */
  private static boolean sameDatabase(View polled, MemberView claimant) {
    return !polled.isForeign(claimant)
        || polled.members().stream().noneMatch(polled::isOfKnownDatabase);
  }

  private static boolean refusedForItsTimeline(View polled, MemberView claimant) {
    long highest = polled.highestTimeline();
    return isOlder(claimant, highest)
        && polled.members().stream()
            .filter(seen -> !polled.isForeign(seen))
            .anyMatch(seen -> seen.ranAsPrimary() && seen.timeline() >= highest);
  }

  private static boolean isOlder(MemberView claimant, long highest) {
    return claimant.timeline() > 0 && claimant.timeline() < highest;
  }

  private static View accept(View polled, MemberView claimant) {
    View known = polled.isForeign(claimant) ? polled.withoutTerm() : polled;
    PatroniStatus status = Objects.requireNonNull(claimant.status());
    Leader leader =
        new Leader(
            claimant.member().api(),
            claimant.timeline(),
            claimant.runsAsPrimary(),
            /* assumed= */ false);
    OptionalLong position =
        status.location().isPresent() ? status.location() : known.leaderPosition();
    String identifier =
        status.systemIdentifier() == null ? known.systemIdentifier() : status.systemIdentifier();
    long timeline = claimant.timeline() == 0 ? known.highestTimeline() : claimant.timeline();
    return known.withLeader(leader).withTerm(timeline, position, identifier);
  }
}
