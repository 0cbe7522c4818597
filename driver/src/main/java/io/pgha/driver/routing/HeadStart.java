package io.pgha.driver.routing;

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
  /** In which it could be opened anew, had it not been opened early. */
  private static final long ATTEMPT_NANOS = Duration.ofSeconds(1).toNanos();

  private final Purpose purpose;
  private final Opener opener;
  private final Openings openings;

  /** The member where one was opened, or could not be. */
  private @Nullable URI attempted;

  private @Nullable Session early;

  HeadStart(Purpose purpose, Opener opener, Openings openings) {
    this.purpose = purpose;
    this.opener = opener;
    this.openings = openings;
  }

  /** Whether there is a member on which one could be opened, and it was not attempted yet. */
  boolean possible(View view) {
    return promoted(view).isPresent();
  }

  private Optional<Member> promoted(View view) {
    return purpose.target() == Target.PRIMARY
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
      return opener.open(member, purpose, term, ATTEMPT_NANOS);
    } catch (SQLException e) {
      return null;
    } finally {
      openings.leaveAhead(member.api());
    }
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
