package io.pgha.hikari;

import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.View;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When another member holds the leader lock, or the same one in a later term, the idle sessions for
 * writing are of no use: the pool is told to fill itself anew before somebody asks. Those in use
 * are fenced already.
 *
 * <p>That is told as soon as the lock has moved, while its holder is still being promoted and
 * hardly a session for writing can be had on it. Told any later, HikariCP would also close the
 * first new sessions, and those who wait would have to wait for others. Called by the thread that
 * publishes views.
 */
final class LeaderWatch implements Consumer<View> {
  private final Runnable evict;

  /** The term that the pool's sessions are of; null while it has none, or only those to evict. */
  private @Nullable Term held;

  private record Term(@Nullable String member, Leader leader) {
    static @Nullable Term of(View view) {
      Leader leader = view.leader();
      return leader == null
          ? null
          : new Term(view.leaderMember().map(seen -> seen.member().name()).orElse(null), leader);
    }

    /** As for a fence: an address may change, and a timeline be learnt later. */
    boolean endsWith(Term next) {
      boolean same =
          leader.api().equals(next.leader.api()) || (member != null && member.equals(next.member));
      boolean later = leader.timeline() > 0 && next.leader.timeline() > leader.timeline();
      return !same || later;
    }
  }

  LeaderWatch(View first, Runnable evict) {
    this.evict = evict;
    accept(first);
  }

  @Override
  public void accept(View view) {
    Term now = Term.of(view);
    if (now == null) {
      return;
    }
    boolean promotedAgain = view.promotedLeader().isPresent();
    if (held != null && (promotedAgain || held.endsWith(now))) {
      held = null;
      evict.run();
    }
    if (now.leader().ready()) {
      held = now;
    }
  }
}
