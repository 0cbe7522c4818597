package io.pgha.driver.topology;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a cluster at one moment. Immutable; a newer one replaces it, and nobody
 * changes it.
 *
 * @param sequence grows by one with each view of a cluster
 * @param members seeds in the order of the URL, then discovered ones in Patroni's order
 * @param contacts APIs that only name the members: given without a PostgreSQL of their own, or by a
 *     name that stands for several members; nothing is routed there
 * @param leader null while no member is believed to be leader
 * @param lastLeader the last leader known, also after it was lost; null if there was none yet
 * @param highestTimeline the highest timeline on which a leader was accepted; lower again once a
 *     leader on an older one had to be accepted, 0 before the first
 * @param leaderPosition the last WAL position that a leader told, in bytes
 * @param systemIdentifier of the database cluster that the leaders so far belonged to
 * @param settled every member was asked at least once, and has answered or been given up on
 */
public record View(
    long sequence,
    List<MemberView> members,
    List<MemberView> contacts,
    @Nullable Leader leader,
    @Nullable Leader lastLeader,
    long highestTimeline,
    OptionalLong leaderPosition,
    @Nullable String systemIdentifier,
    boolean settled) {
  public View {
    members = List.copyOf(members);
    contacts = List.copyOf(contacts);
  }

  /**
   * {@return the view before anybody was asked}
   *
   * @param seeds in the order of the URL
   * @param contacts APIs that only name the members
   */
  public static View initial(List<Member> seeds, List<Member> contacts) {
    return new View(
        0,
        seeds.stream().map(MemberView::unseen).toList(),
        contacts.stream().map(MemberView::unseen).toList(),
        null,
        null,
        0,
        OptionalLong.empty(),
        null,
        /* settled= */ false);
  }

  /**
   * {@return what is known of one member}
   *
   * @param api of the member
   */
  public Optional<MemberView> member(URI api) {
    return members.stream().filter(seen -> seen.member().api().equals(api)).findFirst();
  }

  /** {@return the leader's member, also while its PostgreSQL is not ready} */
  public Optional<MemberView> leaderMember() {
    return leader == null ? Optional.empty() : member(leader.api());
  }

  /** {@return the leader's member, if sessions for writing may be opened there} */
  public Optional<MemberView> readyLeader() {
    return leader != null && leader.ready() ? member(leader.api()) : Optional.empty();
  }

  /** {@return the leader's member, if it is a running replica that is about to be promoted} */
  public Optional<MemberView> promotedLeader() {
    return leaderMember().filter(View::isRunningReplica);
  }

  private static boolean isRunningReplica(MemberView seen) {
    PatroniStatus status = seen.status();
    return seen.answering() && status != null && status.replica() && status.running();
  }

  /** {@return the leader of a standby cluster, which replays another and takes no writes} */
  public Optional<MemberView> standbyLeader() {
    return members.stream().filter(View::isStandbyLeader).findFirst();
  }

  private static boolean isStandbyLeader(MemberView seen) {
    PatroniStatus status = seen.status();
    return seen.answering() && status != null && status.standbyLeader();
  }

  /**
   * {@return whether the member runs another database cluster than the leaders so far: then nothing
   * may be routed there}
   *
   * @param seen one of this view
   */
  public boolean isForeign(MemberView seen) {
    String told = seen.systemIdentifier();
    return systemIdentifier != null && told != null && !systemIdentifier.equals(told);
  }

  boolean isOfKnownDatabase(MemberView seen) {
    return systemIdentifier != null && systemIdentifier.equals(seen.systemIdentifier());
  }

  /** {@return whether at least one member answered when it was last asked} */
  public boolean anyAnswering() {
    return members.stream().anyMatch(MemberView::answering);
  }

  /** {@return the last round in which every member was asked} */
  public long round() {
    return members.stream().mapToLong(MemberView::round).min().orElse(0);
  }

  /**
   * {@return whether nothing has happened between the two: the same members tell the same, but for
   * WAL positions}
   *
   * @param other a view of the same cluster
   */
  public boolean tellsTheSameAs(View other) {
    return Objects.equals(leader, other.leader)
        && members.size() == other.members.size()
        && IntStream.range(0, members.size())
            .allMatch(i -> members.get(i).tellsTheSameAs(other.members.get(i)));
  }

  /** {@return members and contacts} */
  public Stream<MemberView> all() {
    return Stream.concat(members.stream(), contacts.stream());
  }

  /** {@return what is known of each member, for messages} */
  public String describe() {
    return Stream.concat(
            members.stream().map(this::describe),
            contacts.stream().map(contact -> "(names members only) " + describe(contact)))
        .collect(Collectors.joining("; "));
  }

  private String describe(MemberView seen) {
    return seen.describe()
        + (isForeign(seen)
            ? ", of another database (system identifier " + seen.systemIdentifier() + ")"
            : "");
  }

  View withMembers(List<MemberView> changed) {
    return withMembers(changed, contacts);
  }

  View withMembers(List<MemberView> changed, List<MemberView> changedContacts) {
    return new View(
        sequence,
        changed,
        changedContacts,
        leader,
        lastLeader,
        highestTimeline,
        leaderPosition,
        systemIdentifier,
        settled);
  }

  View withLeader(@Nullable Leader elected) {
    Leader last = elected == null || elected.assumed() ? lastLeader : elected;
    return new View(
        sequence,
        members,
        contacts,
        elected,
        last,
        highestTimeline,
        leaderPosition,
        systemIdentifier,
        settled);
  }

  View withTerm(long timeline, OptionalLong position, @Nullable String identifier) {
    return new View(
        sequence, members, contacts, leader, lastLeader, timeline, position, identifier, settled);
  }

  View withoutTerm() {
    return withTerm(0, OptionalLong.empty(), /* identifier= */ null);
  }

  View withSettled(boolean allAsked) {
    return new View(
        sequence,
        members,
        contacts,
        leader,
        lastLeader,
        highestTimeline,
        leaderPosition,
        systemIdentifier,
        allAsked);
  }

  View after(View previous) {
    return new View(
        previous.sequence + 1,
        members,
        contacts,
        leader,
        lastLeader,
        highestTimeline,
        leaderPosition,
        systemIdentifier,
        settled);
  }
}
