package io.pgha.driver.telemetry;

import io.pgha.driver.topology.View;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Reads the present view and the counters each time it is asked. Thread-safe. */
record ClusterBean(
    String cluster, Supplier<View> view, ToIntFunction<URI> sessions, Counters counters)
    implements ClusterMXBean {
  private ViewSummary summary() {
    return ViewSummary.of(view.get());
  }

  @Override
  public String getName() {
    return cluster;
  }

  @Override
  public String getLeader() {
    return Objects.requireNonNullElse(summary().leader(), "");
  }

  @Override
  public String getLeaderState() {
    return summary().leaderState();
  }

  @Override
  public long getTimeline() {
    return summary().timeline();
  }

  @Override
  public int getMembersAnswering() {
    return summary().answering();
  }

  @Override
  public List<MemberData> getMembers() {
    return view.get().members().stream()
        .<MemberData>map(seen -> new MemberRow(seen, sessions, counters))
        .toList();
  }

  @Override
  public int getSessions() {
    return view.get().members().stream()
        .mapToInt(seen -> sessions.applyAsInt(seen.member().api()))
        .sum();
  }

  @Override
  public long getLeaderChanges() {
    return counters.leaderChanges.sum();
  }

  @Override
  public long getSessionsFenced() {
    return counters.sessionsFenced.sum();
  }

  @Override
  public long getRoutes() {
    return counters.routes.sum();
  }

  @Override
  public long getRoutesFailed() {
    return counters.routesFailed.sum();
  }

  @Override
  public long getReadsOnLeader() {
    return counters.readsOnLeader.sum();
  }

  @Override
  public long getWaits() {
    return counters.waits.sum();
  }

  @Override
  public long getLeaderWaits() {
    return counters.leaderWaits.sum();
  }

  @Override
  public long getLeaderWaitMillis() {
    return TimeUnit.NANOSECONDS.toMillis(counters.leaderWaitNanos.sum());
  }
}
