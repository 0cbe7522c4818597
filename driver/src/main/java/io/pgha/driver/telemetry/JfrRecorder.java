package io.pgha.driver.telemetry;

import io.pgha.driver.session.Session;
import io.pgha.driver.topology.Member;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records events with JFR. An event that nobody records costs an object that does not leave its
 * method, and no clock is read for it. Stateless; to be loaded only where the module jdk.jfr is.
 */
final class JfrRecorder implements Recorder {
  @Override
  public void viewChanged(String cluster, long sequence, ViewSummary seen) {
    ViewChanged event = new ViewChanged();
    if (event.shouldCommit()) {
      event.cluster = cluster;
      event.sequence = sequence;
      event.leader = seen.leader();
      event.leaderState = seen.leaderState();
      event.timeline = seen.timeline();
      event.answering = seen.answering();
      event.members = seen.members();
      event.commit();
    }
  }

  @Override
  public void fenced(String cluster, Member member, int sessions, String reason) {
    Fenced event = new Fenced();
    if (event.shouldCommit()) {
      event.cluster = cluster;
      event.member = member.toString();
      event.sessions = sessions;
      event.reason = reason;
      event.commit();
    }
  }

  @Override
  public Consumer<Route> route(String cluster) {
    RouteDecided event = new RouteDecided();
    if (!event.isEnabled()) {
      return NONE.route(cluster);
    }
    event.begin();
    return route -> commit(event, cluster, route);
  }

  private static void commit(RouteDecided event, String cluster, Route route) {
    event.end();
    if (event.shouldCommit()) {
      Session session = route.session();
      event.cluster = cluster;
      event.purpose = route.purpose().target().toString();
      event.readOnly = route.purpose().readOnly();
      event.member = session == null ? null : session.member().toString();
      event.role = role(session);
      event.waited = route.waitedNanos();
      event.attempts = route.attempts();
      event.outcome = route.outcome();
      event.commit();
    }
  }

  private static @Nullable String role(@Nullable Session session) {
    if (session == null) {
      return null;
    }
    return session.primary() ? "primary" : "replica";
  }

  @Override
  public Consumer<String> waitForLeader(String cluster) {
    WaitedForLeader event = new WaitedForLeader();
    if (!event.isEnabled()) {
      return NONE.waitForLeader(cluster);
    }
    event.begin();
    return outcome -> commit(event, cluster, outcome);
  }

  private static void commit(WaitedForLeader event, String cluster, String outcome) {
    event.end();
    if (event.shouldCommit()) {
      event.cluster = cluster;
      event.outcome = outcome;
      event.commit();
    }
  }
}
