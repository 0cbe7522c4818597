package io.pgha.driver.telemetry;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Session;
import io.pgha.driver.session.Sessions;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.Observation;
import io.pgha.driver.topology.View;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What operators see of one watched cluster: log lines, JFR events, and a JMX bean with the view
 * and the counters. What has to do with views and polls is told by one thread, the monitor's; the
 * rest is thread-safe.
 */
public final class Telemetry implements AutoCloseable {
  private final String cluster;
  private final Supplier<View> view;
  private final Ticker ticker;
  private final Counters counters;
  private final Recorder recorder = Recorder.present();
  private final LeaderLog log;
  private final ClusterBean statistics;
  private final BeanRegistration bean;

  /** Written only by the monitor thread. */
  private @Nullable ViewSummary last;

  /**
   * Of a cluster about which nothing is known yet.
   *
   * @param view the present one
   */
  public Telemetry(String cluster, Supplier<View> view, Sessions sessions, Ticker ticker) {
    this.cluster = cluster;
    this.view = view;
    this.ticker = ticker;
    this.counters = new Counters(ticker);
    this.log = new LeaderLog(cluster);
    this.statistics = new ClusterBean(cluster, view, sessions::count, counters);
    this.bean = BeanRegistration.of(statistics);
  }

  /**
   * A view is in force, and has cost these sessions. The bean comes with the first one that is
   * settled: to make the first one in a JVM takes a while, for which nobody should wait.
   */
  public void published(View view, List<Session> fenced) {
    if (log.published(view)) {
      counters.leaderChanges.increment();
    }
    if (!fenced.isEmpty()) {
      fenced(fenced, "leader is " + LeaderLog.leader(view));
    }
    ViewSummary next = ViewSummary.of(view);
    if (!next.equals(last)) {
      last = next;
      recorder.viewChanged(cluster, view.sequence(), next);
    }
    counters.keepOnly(view.members().stream().map(seen -> seen.member().api()).toList());
    if (view.settled()) {
      bean.register();
    }
  }

  /** These sessions were aborted, if any, and that is why. */
  public void fenced(List<Session> fenced, String reason) {
    counters.sessionsFenced.add(fenced.size());
    Map<Member, List<Session>> byMember =
        fenced.stream()
            .collect(
                Collectors.groupingBy(
                    session -> present(session.member()), LinkedHashMap::new, Collectors.toList()));
    log.fenced(byMember, reason);
    byMember.forEach(
        (member, sessions) -> recorder.fenced(cluster, member, sessions.size(), reason));
  }

  /** As it is known now: it may have told its name since. */
  private Member present(Member member) {
    return view.get().member(member.api()).map(MemberView::member).orElse(member);
  }

  /** What the JMX bean tells, also where there is no JMX. */
  public ClusterMXBean statistics() {
    return statistics;
  }

  /** A poll of this API was sent. */
  public void asked(URI api) {
    counters.asked(api);
  }

  /** A poll has ended. */
  public void heard(Observation seen) {
    counters.heard(seen);
  }

  /** A search for a member begins. */
  public RouteTrace route(Purpose purpose) {
    return new RouteTrace(cluster, purpose, counters, recorder, ticker);
  }

  /** Takes the bean away. */
  @Override
  public void close() {
    bean.close();
  }
}
