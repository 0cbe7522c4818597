package io.pgha.driver.topology;

import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one member. Immutable.
 *
 * @param member who and where it is
 * @param status its last answer, which may be old: see {@code failure}; null if it never answered
 * @param failure why the last poll brought no answer; null if it brought one, or none was made yet
 * @param round the round of the last poll, 0 before the first
 * @param lag bytes of WAL that it has yet to replay, compared with the leader's position of the
 *     same round; absent when unknown
 * @param silences polls in a row, the last ones, that brought no answer
 * @param shared it has answered under more than one name: its address is not one member's own
 */
public record MemberView(
    Member member,
    @Nullable PatroniStatus status,
    @Nullable String failure,
    long round,
    OptionalLong lag,
    int silences,
    boolean shared) {
  /** So long a silence may be one lost packet, or a pause. */
  private static final int SHORT_SILENCE = 3;

  static MemberView unseen(Member member) {
    return new MemberView(member, null, null, 0, OptionalLong.empty(), 0, /* shared= */ false);
  }

  /** {@return whether the last poll of its REST API was answered} */
  public boolean answering() {
    return status != null && failure == null;
  }

  /** {@return whether it was asked at all} */
  public boolean polled() {
    return round > 0;
  }

  boolean tellsTheSameAs(MemberView other) {
    return member.equals(other.member)
        && answering() == other.answering()
        && lag.isPresent() == other.lag.isPresent()
        && (status == null
            ? other.status == null
            : other.status != null && status.tellsTheSameAs(other.status));
  }

  boolean claimsLeadership() {
    return answering() && status != null && status.holdsLock();
  }

  boolean runsAsPrimary() {
    return answering() && status != null && status.primary() && status.running();
  }

  /** It has just been, as far as is known. */
  boolean ranAsPrimary() {
    return status != null && status.primary() && status.running() && silences < SHORT_SILENCE;
  }

  boolean heldLockBeforeSilence() {
    return failure != null && status != null && status.holdsLock();
  }

  @Nullable String systemIdentifier() {
    return status == null ? null : status.systemIdentifier();
  }

  /** The timeline it last told, 0 if none. */
  long timeline() {
    return status == null ? 0 : status.timeline().orElse(0);
  }

  MemberView with(Observation observation) {
    PatroniStatus seen = observation.status();
    if (seen == null) {
      return new MemberView(
          member, status, observation.failure(), observation.round(), lag, silences + 1, shared);
    }
    String name = seen.name();
    boolean renamed = name != null && member.name() != null && !name.equals(member.name());
    Member known = name == null ? member : member.named(name);
    return new MemberView(
        known, withTimelineOf(seen), null, observation.round(), lag, 0, shared || renamed);
  }

  /**
   * A crashed or starting PostgreSQL tells no timeline; the one it told before still counts, unless
   * that was of another database.
   */
  private PatroniStatus withTimelineOf(PatroniStatus seen) {
    return seen.timeline().isPresent()
            || status == null
            || !Objects.equals(status.systemIdentifier(), seen.systemIdentifier())
        ? seen
        : seen.withTimeline(status.timeline());
  }

  MemberView withLag(OptionalLong bytes) {
    return new MemberView(member, status, failure, round, bytes, silences, shared);
  }

  /** As discovery has it, which knows each member's own address. */
  MemberView withMember(Member known) {
    return new MemberView(known, status, failure, round, lag, silences, /* shared= */ false);
  }

  /** {@return one line for messages: who it is, and what it last answered} */
  public String describe() {
    if (!polled()) {
      return member + ": not asked yet";
    }
    if (failure != null) {
      return member + ": " + failure + (status == null ? "" : ", earlier " + describe(status));
    }
    return member + ": " + (status == null ? "no answer" : describe(status));
  }

  private static String describe(PatroniStatus status) {
    return (status.holdsLock() ? "leader lock, " : "")
        + "role "
        + status.role()
        + ", state "
        + status.state()
        + (status.timeline().isPresent() ? ", timeline " + status.timeline().getAsLong() : "");
  }
}
