package io.pgha.driver.routing;

import com.github.benmanes.caffeine.cache.Ticker;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session for writing that is opened before its member takes writes: opening one takes longer
 * than anything else between the end of a promotion and the first write, on a host that is busy
 * with just that. It is opened on the heir, and once another member holds the lock, there instead.
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

  /** A leader that missed a poll is back by then, and nobody was bothered. */
  private static final Duration BEFORE_GUESSING = Duration.ofMillis(250);

  private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(20).toNanos();
  private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

  /** By a tenth each time: a promotion that takes long is asked about less and less often. */
  private static final int PAUSE_GROWTH = 10;

  /** Of what an answer takes, at least: who is slow is not asked the more for it. */
  private static final int REST_FACTOR = 4;

  private final Purpose purpose;
  private final Opener opener;
  private final Openings openings;
  private final Deadline deadline;
  private final Deadline end;
  private final Ticker ticker;
  private final Deadline guessAt;

  /** One guess is enough. */
  private boolean guessed;

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
    this.ticker = end.ticker();
    this.guessAt = Deadline.after(ticker, BEFORE_GUESSING);
    this.askAt = end;
  }

  /**
   * When {@link #take} or {@link #proven} has something to do, if the view stays as it is; the end
   * of the search if never.
   */
  Deadline due(View view) {
    if (isOnPromoted(view)) {
      return askAt;
    }
    if (promoted(view) != null) {
      return Deadline.after(ticker, Duration.ZERO);
    }
    return heir(view) == null ? end : guessAt;
  }

  private boolean isOnPromoted(View view) {
    return view.promotedLeader().filter(seen -> isOn(seen.member())).isPresent();
  }

  /** Whether one is held on this member. */
  boolean isOn(Member member) {
    return early != null && early.member().api().equals(member.api());
  }

  /** The lock holder where one should be opened. */
  private @Nullable Member promoted(View view) {
    return purpose.target() == Target.PRIMARY && end.remaining() > SHORTEST_NANOS
        ? view.promotedLeader()
            .map(MemberView::member)
            .filter(member -> !isOn(member) && !member.api().equals(attempted))
            .orElse(null)
        : null;
  }

  /** The heir where one should be opened, as far as nobody else is promoted. */
  private @Nullable Member heir(View view) {
    boolean guesses =
        purpose.target() == Target.PRIMARY
            && !guessed
            && view.promotedLeader().isEmpty()
            && deadline.remaining() > ATTEMPT_NANOS;
    return guesses ? Heir.of(view).map(MemberView::member).orElse(null) : null;
  }

  /** Opens one if there is a place for it, and not too many others hold one there. */
  void take(View view) {
    Member promoted = promoted(view);
    Member heir = heir(view);
    if (promoted != null) {
      attempted = promoted.api();
      take(promoted, Openings.MOST_AHEAD);
    } else if (heir != null && guessAt.passed()) {
      guessed = true;
      take(heir, 1);
    }
  }

  private void take(Member member, int most) {
    close();
    pauseNanos = FIRST_PAUSE_NANOS;
    askAt = Deadline.after(ticker, Duration.ZERO);
    early = openings.enterAhead(member.api(), most) ? open(member) : null;
  }

  /** What it refuses now it may grant once it is promoted. */
  private @Nullable Session open(Member member) {
    Session opened = null;
    try {
      opened = opener.open(member, purpose, /* term= */ null, attemptNanos());
    } catch (SQLException e) {
      return null;
    } finally {
      if (opened == null) {
        openings.leaveAhead(member.api());
      }
    }
    return opened;
  }

  private long attemptNanos() {
    return Math.min(ATTEMPT_NANOS, end.remaining());
  }

  /**
   * Gives away the one on the member that holds the lock, if it says now that it is out of
   * recovery. Its timeline is Patroni's to tell, and not known yet.
   */
  @Nullable Session proven(View view) {
    if (early == null || !isOnPromoted(view) || !askAt.passed() || deadline.passed()) {
      return null;
    }
    long askedAt = ticker.read();
    try {
      early = opener.prove(early, /* term= */ null, attemptNanos());
    } catch (SQLException e) {
      release();
      return null;
    }
    rest(ticker.read() - askedAt);
    return early.primary() ? release() : null;
  }

  private void rest(long took) {
    long pause = Math.min(Math.max(pauseNanos, REST_FACTOR * took), LONGEST_PAUSE_NANOS);
    askAt = Deadline.after(ticker, Duration.ofNanos(pause));
    pauseNanos = pause + pause / PAUSE_GROWTH;
  }

  /**
   * Gives away the one that is held, once it has said whether it is in recovery now.
   *
   * @throws SQLException if it is lost
   */
  Session provenAs(@Nullable Leader term) throws SQLException {
    return opener.prove(Objects.requireNonNull(release()), term, attemptNanos());
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
