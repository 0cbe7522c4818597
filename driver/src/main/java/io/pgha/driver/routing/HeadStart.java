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
 * A session for writing that is opened before its member takes writes: opening one takes longer
 * than anything else between the end of a promotion and the first write, on a host that is busy
 * with just that. As long as nobody holds the lock it is opened on the heir, and once somebody else
 * does, there instead.
 *
 * <p>Nobody uses it before it has said itself that it is out of recovery, on the member that
 * Patroni calls leader. It is asked again and again, since Patroni's own word of that may take
 * longer than the promotion. Used by the one thread that searches.
 */
final class HeadStart implements AutoCloseable {
  /**
   * What opening and proving may take; whoever is alive takes much less, and a new one is soon
   * tried.
   */
  private static final long ATTEMPT_NANOS = Duration.ofSeconds(1).toNanos();

  /** With less time left there will be no first write to be early for. */
  private static final long SHORTEST_NANOS = Duration.ofMillis(100).toNanos();

  private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(20).toNanos();
  private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  /** By a tenth each time: a promotion that takes long is asked about less and less often. */
  private static final int PAUSE_GROWTH = 10;

  private final Purpose purpose;
  private final Opener opener;
  private final Openings openings;
  private final Deadline deadline;
  private final Deadline end;

  /** One guess is enough. */
  private boolean heirAttempted;

  /** The lock holder where one was opened, or could not be. */
  private @Nullable URI attempted;

  private @Nullable Session early;

  /** When it may be asked again. */
  private Deadline askAt;

  private long pauseNanos = FIRST_PAUSE_NANOS;

  /**
   * @param deadline until when a leader is waited for
   * @param end when the whole search is over
   */
  HeadStart(Purpose purpose, Opener opener, Openings openings, Deadline deadline, Deadline end) {
    this.purpose = purpose;
    this.opener = opener;
    this.openings = openings;
    this.deadline = deadline;
    this.end = end;
    this.askAt = end;
  }

  /** Whether {@link #take} or {@link #proven} has something to do. */
  boolean hasWork(View view) {
    return place(view).isPresent() || isDue(view);
  }

  /** When {@link #proven} has, if the view stays as it is; the end of the search if never. */
  Deadline due(View view) {
    return isOnPromoted(view) ? askAt : end;
  }

  private boolean isDue(View view) {
    return isOnPromoted(view) && askAt.passed();
  }

  private boolean isOnPromoted(View view) {
    return view.promotedLeader().filter(seen -> isOn(seen.member())).isPresent();
  }

  private boolean isOn(Member member) {
    return early != null && early.member().api().equals(member.api());
  }

  /** Where one should be opened now. */
  private Optional<Member> place(View view) {
    if (purpose.target() != Target.PRIMARY || end.remaining() <= SHORTEST_NANOS) {
      return Optional.empty();
    }
    Optional<Member> promoted = view.promotedLeader().map(MemberView::member);
    return promoted.isPresent()
        ? promoted.filter(member -> !isOn(member) && !member.api().equals(attempted))
        : heir(view);
  }

  private Optional<Member> heir(View view) {
    return heirAttempted || deadline.remaining() <= ATTEMPT_NANOS
        ? Optional.empty()
        : Heir.of(view).map(MemberView::member);
  }

  /** Opens one if there is a place for it, and not too many others hold one there. */
  void take(View view) {
    Optional<Member> place = place(view);
    if (place.isPresent()) {
      close();
      Member member = place.get();
      heirAttempted = true;
      attempted = view.promotedLeader().isPresent() ? member.api() : attempted;
      early = openings.enterAhead(member.api()) ? open(member, view.leader()) : null;
      askAt = Deadline.after(end.ticker(), Duration.ZERO);
    }
  }

  /** What it refuses now it may grant once it is promoted. */
  private @Nullable Session open(Member member, @Nullable Leader term) {
    Session opened = null;
    try {
      opened = opener.open(member, purpose, term, attemptNanos());
    } catch (SQLException e) {
      return null;
    } finally {
      if (opened == null) {
        openings.leaveAhead(member.api());
      }
    }
    return opened;
  }

  /**
   * Gives away the one on the member that holds the lock, if it says now that it is out of
   * recovery. Its timeline is Patroni's to tell, and not known yet.
   */
  @Nullable Session proven(View view) {
    Session opened = early;
    if (opened == null || !isDue(view)) {
      return null;
    }
    try {
      early = prove(opened, /* term= */ null);
    } catch (SQLException e) {
      release();
      return null;
    }
    pauseNanos = Math.min(pauseNanos + pauseNanos / PAUSE_GROWTH, LONGEST_PAUSE_NANOS);
    askAt = Deadline.after(end.ticker(), Duration.ofNanos(pauseNanos));
    return early.primary() ? release() : null;
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
    return isOn(member) ? release() : null;
  }

  private @Nullable Session release() {
    Session released = early;
    if (released != null) {
      openings.leaveAhead(released.member().api());
    }
    early = null;
    return released;
  }

  @Override
  public void close() {
    Session unused = release();
    if (unused != null) {
      unused.discard();
    }
  }
}
