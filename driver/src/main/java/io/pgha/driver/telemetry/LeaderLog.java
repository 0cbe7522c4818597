package io.pgha.driver.telemetry;

import io.pgha.driver.log.Log;
import io.pgha.driver.session.Session;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lines for operators: each change of leader and each fence, once, at {@code WARNING}. The
 * first leader is at {@code INFO}, and in steady state there is no line at all.
 *
 * <p>Owned by the thread that publishes the views.
 */
final class LeaderLog {
  private final String cluster;
  private Leadership current = Leadership.UNKNOWN;

  /** Who last led, for writing or over a standby cluster. */
  private @Nullable Leadership last;

  LeaderLog(String cluster) {
    Log.open();
    this.cluster = "Cluster " + cluster;
  }

  /** Says whether there is another leader, or the same one in a later term. */
  boolean published(View view) {
    Leadership next = Leadership.of(view);
    if (next.same(current)) {
      return false;
    }
    Log.line(level(next), cluster + line(next, view));
    current = next;
    return next.leads() && remember(next);
  }

  private Level level(Leadership next) {
    return next.leads() && last == null ? Level.INFO : Level.WARNING;
  }

  private String line(Leadership next, View view) {
    return switch (next.kind()) {
      case READY -> ": leader is " + text(next, view) + since(next, view);
      case STANDBY ->
          ": a standby cluster, which takes no writes; its leader is "
              + text(next, view)
              + since(next, view);
      case ASSUMED ->
          ": no member answers; going on with the last known leader. Members: " + view.describe();
      case NONE, UNKNOWN ->
          ": no leader that takes writes" + (last == null ? all(view) : before(last, view));
    };
  }

  private String since(Leadership next, View view) {
    if (last == null) {
      return "";
    }
    return last.same(next) ? ", again" : before(last, view) + loss(last, next);
  }

  private String before(Leadership previous, View view) {
    return "; before it was " + text(previous, view) + ". Reason: " + reason(previous, view);
  }

  /** What is known of the last leader now is why it is not the leader any more. */
  private static String reason(Leadership previous, View view) {
    return view.members().stream()
        .filter(seen -> seen.member().api().equals(previous.api()))
        .findFirst()
        .map(MemberView::describe)
        .orElse("it is no member any more");
  }

  private static String loss(Leadership previous, Leadership next) {
    return next.timeline() > 0 && next.timeline() < previous.timeline()
        ? ". What was written on timeline " + previous.timeline() + " may be lost"
        : "";
  }

  private static String all(View view) {
    return ". Members: " + view.describe();
  }

  private boolean remember(Leadership next) {
    boolean changed = last != null && !last.same(next);
    last = next;
    return changed;
  }

  private static String text(Leadership next, View view) {
    return view.members().stream()
            .map(MemberView::member)
            .filter(member -> member.api().equals(next.api()))
            .findFirst()
            .map(Member::toString)
            .orElse(String.valueOf(next.api()))
        + onTimeline(next.timeline());
  }

  private static String onTimeline(long timeline) {
    return timeline > 0 ? ", timeline " + timeline : "";
  }

  /** One line for each member that lost sessions, and as a rule that is one. */
  void fenced(Map<Member, List<Session>> fenced, String reason) {
    fenced.forEach(
        (member, sessions) ->
            Log.line(
                Level.WARNING,
                cluster
                    + ": fenced "
                    + sessions.size()
                    + (sessions.size() == 1 ? " session" : " sessions")
                    + " on "
                    + member
                    + onTimeline(timeline(sessions))
                    + ". Reason: "
                    + reason));
  }

  static long timeline(List<Session> sessions) {
    return sessions.stream().collect(Collectors.summarizingLong(Session::timeline)).getMax();
  }

  /** One that takes no writes yet holds the lock already. */
  static String leader(View view) {
    Leadership now = Leadership.of(view);
    return now.api() == null ? holder(view) : text(now, view);
  }

  private static String holder(View view) {
    return view.leaderMember().map(MemberView::describe).orElse("not known");
  }
}
