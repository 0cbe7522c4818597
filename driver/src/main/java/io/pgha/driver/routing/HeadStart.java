package io.pgha.driver.routing;

import io.pgha.driver.cluster.Deadline;
import io.pgha.driver.session.Opener;
import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.session.Session;
import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session for writing that is opened while its member, which holds the lock, is still being
 * promoted: opening one takes longer than anything else between the end of the promotion and the
 * first write. Nobody uses it before its member is a leader that takes writes and the session
 * itself has said so too. Used by the one thread that searches.
 */
final class HeadStart implements AutoCloseable {
  /**
   * What opening and proving may take; whoever is alive takes much less, and a new one is soon
   * tried.
   */
  private static final long ATTEMPT_NANOS = Duration.ofSeconds(1).toNanos();

  /** With less time left there will be no first write to be early for. */
  private static final long SHORTEST_NANOS = Duration.ofMillis(100).toNanos();

  private final Purpose purpose;
  private final Opener opener;
  private final Openings openings;
  private final Deadline end;

  /** The member where one was opened, or could not be. */
  private @Nullable URI attempted;

  private @Nullable Session early;

  /**
   * @param end when the whole search is over
   */
  HeadStart(Purpose purpose, Opener opener, Openings openings, Deadline end) {
    this.purpose = purpose;
    this.opener = opener;
    this.openings = openings;
    this.end = end;
  }

  /** Whether there is a member on which one could be opened, and it was not attempted yet. */
  boolean possible(View view) {
    return promoted(view).isPresent();
  }

  private Optional<Member> promoted(View view) {
    return purpose.target() == Target.PRIMARY && end.remaining() > SHORTEST_NANOS
        ? view.promotedLeader()
            .map(MemberView::member)
            .filter(member -> !member.api().equals(attempted))
        : Optional.empty();
  }

  /** Opens one if it is possible, and not too many others do. */
  void take(View view) {
    Optional<Member> promoted = promoted(view);
    if (promoted.isPresent()) {
      close();
      attempted = promoted.get().api();
      if (openings.enterAhead(attempted)) {
        early = open(promoted.get(), view.leader());
      }
    }
  }

  /** What it refuses now it may grant once it is promoted. */
  private @Nullable Session open(Member member, @Nullable Leader term) {
    try {
      return opener.open(member, purpose, term, attemptNanos());
    } catch (SQLException e) {
      return null;
    } finally {
      openings.leaveAhead(member.api());
    }
  }

  private long attemptNanos() {
    return Math.min(ATTEMPT_NANOS, end.remaining());
  }

  /** Has one that was given away say whether it is in recovery now. */
  Session prove(Session given, @Nullable Leader term) throws SQLException {
    return opener.prove(given, term, attemptNanos());
  }

  /** Gives away the one on this member, if there is one; it is yet to be proven. */
  @Nullable Session on(Member member) {
    Session opened = early;
    if (opened == null || !opened.member().api().equals(member.api())) {
      return null;
    }
    early = null;
    return opened;
  }

  @Override
  public void close() {
    if (early != null) {
      early.discard();
      early = null;
    }
  }
}
