package io.pgha.driver.routing;

import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.cluster.Deadline;
import io.pgha.driver.session.Opener;
import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.session.Refusal;
import io.pgha.driver.session.Session;
import io.pgha.driver.telemetry.RouteTrace;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One search for a member to open a session on. It tries the candidates of the present view, each
 * once; then it waits for a view with other candidates, or a little while, and begins again, until
 * the deadline. Used by one thread.
 */
final class RouteAttempt {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  /**
   * How long a member may take to open a session while there are others to try, and at least when
   * there is none; it doubles with each round, for members that are slow and no worse for it.
   */
  private static final long FIRST_ATTEMPT_NANOS = Duration.ofSeconds(2).toNanos();

  private static final int DOUBLINGS = 4;

  /** How long to queue for a member that can serve, though no time is left to wait for one. */
  private static final Duration SHORTEST_QUEUE = Duration.ofSeconds(2);

  private final Router router;
  private final Cluster cluster;
  private final Purpose purpose;
  private final Opener opener;
  private final Deadline deadline;
  private final Deadline end;
  private final Deadline queueEnd;
  private final long startedAt;
  private final RouteTrace trace;
  private final HeadStart headStart;

  /** In this round, like those of them that are full. */
  private final Set<URI> tried = new HashSet<>();

  private int full;
  private int rounds;
  private Duration pause = FIRST_PAUSE;
  private @Nullable SQLException lastRefusal;

  RouteAttempt(Router router, Purpose purpose, Opener opener, Deadline deadline, Deadline end) {
    this.router = router;
    this.cluster = router.cluster();
    this.purpose = purpose;
    this.opener = opener;
    this.deadline = deadline;
    this.end = end;
    this.queueEnd = queueEnd();
    this.startedAt = cluster.ticker().read();
    this.trace = cluster.telemetry().route(purpose);
    this.headStart = new HeadStart(purpose, opener, router.openings(), deadline, end);
  }

  private Deadline queueEnd() {
    Deadline shortest = Deadline.after(cluster.ticker(), SHORTEST_QUEUE);
    Deadline longer = shortest.remaining() > deadline.remaining() ? shortest : deadline;
    return sooner(longer, end);
  }

  Session run() throws SQLException {
    try (headStart) {
      Session session = search();
      trace.opened(session);
      return session;
    } catch (SQLException e) {
      trace.failed(e);
      throw e;
    }
  }

  private Session search() throws SQLException {
    while (true) {
      View view = cluster.view();
      refuseStandbyCluster(view);
      if (cluster.closed() || (lastRefusal != null && deadline.passed())) {
        throw unreachable(view);
      }
      MemberView candidate = router.choose(view, purpose.target(), tried);
      Session session = candidate == null ? early(view) : open(candidate.member(), view);
      if (session != null) {
        return session;
      }
      if (candidate == null) {
        awaitCandidates(view);
      }
    }
  }

  /** One that is out of recovery before Patroni's next answer can say so; null if there is none. */
  private @Nullable Session early(View view) throws SQLException {
    Session proven = headStart.proven(view);
    Session admitted = proven == null ? null : admitted(proven.member(), () -> proven);
    // Asking it may have taken long.
    if (admitted != null && !isOn(admitted, cluster.view().leaderMember())) {
      discard(admitted);
      return null;
    }
    return admitted;
  }

  /** Null if it could not be opened there now, but may be elsewhere or later. */
  private @Nullable Session open(Member member, View view) throws SQLException {
    tried.add(member.api());
    return headStart.isOn(member)
        ? admitted(member, () -> headStart.provenAs(view.leader()))
        : openThere(member, view);
  }

  private @Nullable Session openThere(Member member, View view) throws SQLException {
    router.openings().begin(member.api());
    try {
      return enter(member.api()) ? openInTurn(member, view) : null;
    } finally {
      router.openings().end(member.api());
    }
  }

  private @Nullable Session openInTurn(Member member, View view) throws SQLException {
    try {
      return admitted(
          member, () -> opener.open(member, purpose, view.leader(), attemptNanos(view)));
    } finally {
      router.openings().leave(member.api());
    }
  }

  /** How to come by a session on a member. */
  private interface Opening {
    Session session() throws SQLException;
  }

  private @Nullable Session admitted(Member member, Opening opening) throws SQLException {
    Session session;
    try {
      trace.tries();
      session = opening.session();
    } catch (SQLException e) {
      refused(member, e);
      return null;
    }
    router.refusals().clear(member.api());
    return admit(session);
  }

  /**
   * Waits while others open sessions there. Says whether its turn has come: not if the member has
   * refused one, or is no candidate any more.
   */
  private boolean enter(URI api) throws SQLException {
    if (hasRoom(api)) {
      return true;
    }
    while (!queueEnd.passed() && isCandidate(api) && !router.refusals().includes(api)) {
      if (turnComes(api)) {
        return true;
      }
    }
    return false;
  }

  private boolean isCandidate(URI api) {
    return candidates(cluster.view()).contains(api);
  }

  private long attemptNanos(View view) {
    long attempt = FIRST_ATTEMPT_NANOS << Math.min(rounds, DOUBLINGS);
    long remaining = deadline.remaining();
    long limit =
        tried.containsAll(candidates(view))
            ? Math.max(FIRST_ATTEMPT_NANOS, remaining)
            : Math.min(attempt, Math.max(FIRST_ATTEMPT_NANOS, remaining));
    return Math.min(limit, end.remaining());
  }

  /**
   * It is registered before the view is looked at again, so that a leader change is seen here or by
   * the fence.
   */
  private @Nullable Session admit(Session session) {
    cluster.sessions().add(session);
    if (!isProven(session)) {
      lastRefusal = new SQLException(session.member() + " " + contradiction(session), "08001");
      discard(session);
      return null;
    }
    if (cluster.sessions().fenceIfOutdated(session, cluster.view())) {
      discard(session);
      return null;
    }
    if (session.primary()
        && purpose.target() == Target.PREFER_SECONDARY
        && !isOn(session, cluster.view().readyLeader())) {
      cluster.hurry();
    }
    return session;
  }

  private static boolean isOn(Session session, Optional<MemberView> member) {
    return member.filter(seen -> seen.member().api().equals(session.member().api())).isPresent();
  }

  private boolean isProven(Session session) {
    return switch (purpose.target()) {
      case PRIMARY -> session.primary();
      case SECONDARY -> !session.primary();
      case PREFER_PRIMARY, PREFER_SECONDARY, ANY -> true;
    };
  }

  private static String contradiction(Session session) {
    return session.primary()
        ? "is out of recovery, not a replica"
        : "holds the leader lock but is in recovery";
  }

  private void discard(Session session) {
    cluster.sessions().remove(session);
    cluster.hurry();
    session.discard();
  }

  private void refused(Member member, SQLException refusal) throws SQLException {
    switch (Refusal.of(refusal)) {
      case FINAL -> throw StartupOptions.explain(refusal, purpose);
      case FULL -> {
        lastRefusal = refusal;
        full++;
      }
      case NOT_NOW -> {
        lastRefusal = refusal;
        router.refusals().add(member.api());
        cluster.hurry();
      }
    }
  }

  private void awaitCandidates(View view) throws SQLException {
    if (lastRefusal != null && full > 0 && full == tried.size()) {
      throw lastRefusal;
    }
    if (deadline.passed()) {
      throw unreachable(view);
    }
    trace.waits();
    if (rounds == 0) {
      cluster.hurry();
    }
    headStart.take(cluster.view());
    Set<URI> before = candidates(view);
    Deadline due = headStart.due(cluster.view());
    await(
        now ->
            isStandbyCluster(now)
                || !candidates(now).equals(before)
                || !headStart.due(now).equals(due),
        sooner(retryAt(before), due));
    tried.clear();
    full = 0;
    rounds++;
  }

  private boolean hasRoom(URI api) throws SQLException {
    try {
      return router.openings().enterNow(api);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private boolean turnComes(URI api) throws SQLException {
    try {
      return router.openings().enter(api, queueEnd);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void await(Predicate<View> wanted, Deadline until) throws SQLException {
    try {
      cluster.await(wanted, until);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private SQLException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new SQLException("Interrupted while waiting until a member " + wanted(), "08001", e);
  }

  /** With nobody to try, only another view helps; who refused may change its mind without one. */
  private Deadline retryAt(Set<URI> candidates) {
    if (candidates.isEmpty()) {
      return deadline;
    }
    Deadline retry = Deadline.after(cluster.ticker(), pause);
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    return sooner(retry, deadline);
  }

  private static Deadline sooner(Deadline one, Deadline other) {
    return one.remaining() < other.remaining() ? one : other;
  }

  private Set<URI> candidates(View view) {
    return router.candidates(view, purpose.target()).stream()
        .flatMap(List::stream)
        .map(seen -> seen.member().api())
        .collect(Collectors.toSet());
  }

  private void refuseStandbyCluster(View view) throws SQLException {
    if (isStandbyCluster(view)) {
      throw new SQLException(
          "Cannot write to a standby cluster: its leader replays another cluster and takes no writes. Members: "
              + view.describe(),
          "25006");
    }
  }

  private boolean isStandbyCluster(View view) {
    return purpose.target() == Target.PRIMARY
        && view.leader() == null
        && view.standbyLeader().isPresent();
  }

  private SQLException unreachable(View view) {
    Duration waited = Duration.ofNanos(cluster.ticker().read() - startedAt);
    return new SQLException(
        "No member "
            + wanted()
            + " after "
            + waited.toMillis()
            + " ms. Members: "
            + view.describe(),
        "08001",
        lastRefusal);
  }

  private String wanted() {
    return switch (purpose.target()) {
      case PRIMARY -> "is a leader that takes writes";
      case SECONDARY -> "is an eligible replica";
      case PREFER_PRIMARY, PREFER_SECONDARY, ANY -> "can be read from";
    };
  }
}
