package io.pgha.driver.routing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.config.OnMemberDown;
import io.pgha.driver.routing.Standing.Held;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.session.Session;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds the sessions for reading that should leave their member: it is down or not eligible any
 * more, a better one is back, or another one has too few. Thread-safe.
 *
 * <p>A session leaves when its holder asks, since only that one knows when it is safe. Sessions
 * with the same reason leave one after the other: each has a patience of its own, which keeps many
 * JVMs apart, and the turns keep apart those that are asked for together.
 */
final class Retirement {
  /** So many are not spread any thinner. */
  private static final int LAST = 10;

  /** The members that a session would be put on by a view, the best first. */
  interface Ranking {
    List<List<MemberView>> of(View view, Target target);
  }

  private final Cluster cluster;
  private final Ranking ranking;
  private final Verdict.Rules rules;

  /** Of the targets in use. Values are replaced by the thread that publishes views. */
  private final ConcurrentHashMap<Target, Standing> standings = new ConcurrentHashMap<>();

  /** Empty unless they are to be aborted; held weakly, as {@code Sessions} does. */
  private final Cache<Session, Boolean> abortable =
      Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

  private final AtomicLong nextTurn;

  Retirement(Cluster cluster, Ranking ranking, OnMemberDown onMemberDown) {
    this.cluster = cluster;
    this.ranking = ranking;
    this.rules = Verdict.Rules.of(cluster.pollInterval(), onMemberDown);
    this.nextTurn = new AtomicLong(cluster.ticker().read());
  }

  /** Others write, and have the fence, or stay where {@code targetServerType} put them for life. */
  private static boolean isMovable(Session session) {
    return session.purpose().readOnly();
  }

  void opened(Session session) {
    Target target = session.purpose().target();
    if (isMovable(session)) {
      standings.putIfAbsent(target, Standing.EMPTY);
      if (rules.onMemberDown() == OnMemberDown.ABORT) {
        abortable.put(session, true);
      }
    }
  }

  void closed(Session session) {
    abortable.invalidate(session);
  }

  /** Called by the thread that publishes views. */
  void viewed(View view) {
    long now = cluster.ticker().read();
    standings.replaceAll((target, before) -> before.after(objections(view, target), now));
    List<Session> down =
        abortable.asMap().keySet().stream().filter(session -> isDown(session, view, now)).toList();
    abortable.invalidateAll(down);
    cluster.abort(down);
  }

  private boolean isDown(Session session, View view, long now) {
    Held held = standing(session).of(session.member().api(), now);
    Verdict verdict =
        rules.on(held.objection(), now - held.since(), /* patience= */ 0, /* elsewhere= */ true);
    boolean sure = held.objection() == Objection.GONE || isSeenTwice(held, view);
    return verdict == Verdict.ABORT && sure;
  }

  private Standing standing(Session session) {
    return standings.getOrDefault(session.purpose().target(), Standing.EMPTY);
  }

  private Objections objections(View view, Target target) {
    List<List<MemberView>> ranked = ranking.of(view, target);
    return new Objections(
        view, ranked.isEmpty() ? List.of() : ranked.get(0), cluster.sessions()::count);
  }

  /** Whether the session should be replaced now, rather than used again. */
  boolean due(Session session, Tenure tenure) {
    if (!isMovable(session)) {
      return false;
    }
    long now = cluster.ticker().read();
    URI api = session.member().api();
    Held held = standing(session).of(api, now);
    if (held.objection() == Objection.NONE) {
      return false;
    }
    Objections present = objections(cluster.view(), session.purpose().target());
    long nanos = Math.min(now - held.since(), now - tenure.begun());
    return present.against(api) == held.objection()
        && isSeenTwice(held, present.view())
        && leaves(rules.on(held.objection(), nanos, tenure.patience(), elsewhere(present)))
        && isItsTurn(api, now);
  }

  /** However long ago: polls are far between while nothing happens. */
  private static boolean isSeenTwice(Held held, View view) {
    return view.round() > held.round();
  }

  private static boolean leaves(Verdict verdict) {
    return verdict != Verdict.STAY;
  }

  private static boolean elsewhere(Objections present) {
    return !present.best().isEmpty();
  }

  /** However many a member has, most are gone after about the time that each must wait anyway. */
  private boolean isItsTurn(URI api, long now) {
    long next = nextTurn.get();
    long gap = rules.hold().toNanos() / Math.max(LAST, cluster.sessions().count(api));
    return now - next >= 0 && nextTurn.compareAndSet(next, now + gap);
  }
}
