package io.pgha.driver.telemetry;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.session.Session;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows one search for a member, and tells of it when it has ended. Used by one thread. */
public final class RouteTrace {
  private static final String OPENED = "opened";

  private final String cluster;
  private final Purpose purpose;
  private final Counters counters;
  private final Recorder recorder;
  private final Ticker ticker;
  private final Consumer<Route> event;
  private @Nullable Consumer<String> wait;
  private long waitingSince;
  private int attempts;

  RouteTrace(String cluster, Purpose purpose, Counters counters, Recorder recorder, Ticker ticker) {
    this.cluster = cluster;
    this.purpose = purpose;
    this.counters = counters;
    this.recorder = recorder;
    this.ticker = ticker;
    this.event = recorder.route(cluster);
  }

  /** A member is asked for a session. */
  public void tries() {
    attempts++;
  }

  /** Nobody is left to try, for now. */
  public void waits() {
    if (wait == null) {
      counters.waits.increment();
      waitingSince = ticker.read();
      wait = forLeader() ? recorder.waitForLeader(cluster) : outcome -> {};
    }
  }

  private boolean forLeader() {
    return purpose.target() == Target.PRIMARY;
  }

  public void opened(Session session) {
    counters.routes.increment();
    if (session.primary() && purpose.target() == Target.PREFER_SECONDARY) {
      counters.readsOnLeader.increment();
    }
    ended(session, OPENED);
  }

  public void failed(SQLException failure) {
    counters.routesFailed.increment();
    ended(null, String.valueOf(failure.getSQLState()));
  }

  private void ended(@Nullable Session session, String outcome) {
    Consumer<String> waited = wait;
    long nanos = waited == null ? 0 : ticker.read() - waitingSince;
    if (waited != null) {
      waited.accept(outcome);
      countWait(nanos);
    }
    event.accept(new Route(purpose, session, nanos, attempts, outcome));
  }

  private void countWait(long nanos) {
    if (forLeader()) {
      counters.leaderWaits.increment();
      counters.leaderWaitNanos.add(nanos);
    }
  }
}
