package io.pgha.driver.cluster;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.log.Log;
import io.pgha.driver.patroni.PatroniClient;
import io.pgha.driver.session.Session;
import io.pgha.driver.session.Session.Fence;
import io.pgha.driver.session.Sessions;
import io.pgha.driver.telemetry.Telemetry;
import io.pgha.driver.topology.View;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * A cluster that is being watched: its present view, and its open sessions. Shared by every user in
 * this JVM that means the same cluster. Thread-safe.
 */
public final class Cluster implements AutoCloseable {
  private final WatchedCluster watched;
  private final Views views;
  private final Sessions sessions;
  private final Telemetry telemetry;
  private final ClusterMonitor monitor;
  private final Ticker ticker;
  private final ExecutorService aborter;
  private final AtomicInteger waiting = new AtomicInteger();
  private final List<Consumer<View>> watchers = new CopyOnWriteArrayList<>();

  Cluster(
      WatchedCluster watched,
      PatroniClient client,
      ApiGate gate,
      Ticker ticker,
      RandomGenerator random,
      Runnable housekeeping) {
    this.watched = watched;
    this.ticker = ticker;
    this.views = new Views(watched.initialView());
    this.aborter = aborter(watched.name());
    this.sessions = new Sessions(aborter);
    this.telemetry = new Telemetry(watched.name(), this::view, sessions, ticker);
    this.monitor =
        new ClusterMonitor(
            watched,
            client,
            gate,
            telemetry,
            sessions,
            new StallWatch(sessions, aborter),
            this::publish,
            () -> waiting.get() > 0,
            housekeeping,
            ticker,
            random);
  }

  /**
   * Starts to watch.
   *
   * @param client is closed with the cluster
   * @param housekeeping is run by the monitor's thread in each round
   */
  public static Cluster watch(
      WatchedCluster watched,
      PatroniClient client,
      ApiGate gate,
      Ticker ticker,
      RandomGenerator random,
      Runnable housekeeping) {
    Cluster cluster = new Cluster(watched, client, gate, ticker, random, housekeeping);
    cluster.monitor.start();
    return cluster;
  }

  private static ExecutorService aborter(String name) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        1,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> DaemonThreads.create("pgha-abort-" + name, task));
  }

  /**
   * New sessions must not go where they are to be aborted: the view comes first, the fence after
   * it, and operators last.
   */
  void publish(View view) {
    views.publish(view);
    List<Session> fenced = sessions.fence(view);
    tell(seen -> telemetry.published(seen, fenced), view);
    watchers.forEach(watcher -> tell(watcher, view));
  }

  /** One that fails must not keep the view from the others. */
  private static void tell(Consumer<View> watcher, View view) {
    try {
      watcher.accept(view);
    } catch (RuntimeException | Error e) {
      Log.line(Level.ERROR, "Telling of a view has failed", e);
    }
  }

  /** Has this told of every view from now on, by the thread that publishes them. */
  public void onView(Consumer<View> watcher) {
    watchers.add(watcher);
  }

  /** Has this told of no more views. */
  public void offView(Consumer<View> watcher) {
    watchers.remove(watcher);
  }

  /** Does this, which may take long, by a thread of its own; nothing once this is closed. */
  public void aside(Runnable task) {
    try {
      aborter.execute(task);
    } catch (RejectedExecutionException e) {
      // There is nothing left to look after.
    }
  }

  /** Aborts these sessions, whose members are down; by the thread that publishes the views. */
  public void abort(List<Session> down) {
    List<Session> aborted =
        down.stream().filter(session -> sessions.fence(session, Fence.MEMBER_DOWN)).toList();
    telemetry.fenced(aborted, "that member is down, and onMemberDown=abort");
  }

  /** How often each member is asked while nothing hints at a change. */
  public Duration pollInterval() {
    return watched.pollInterval();
  }

  public String name() {
    return watched.name();
  }

  public View view() {
    return views.view();
  }

  /** Whether Patroni has named the members, so that the view does not only have the URL's. */
  public boolean discovered() {
    return monitor.discovered();
  }

  /** Not watched any more: the view is the last one. */
  public boolean closed() {
    return views.closed();
  }

  public Sessions sessions() {
    return sessions;
  }

  public Telemetry telemetry() {
    return telemetry;
  }

  public Ticker ticker() {
    return ticker;
  }

  /** Has the monitor ask soon: a session or a connect saw what the view does not show. */
  public void hurry() {
    monitor.hurry();
  }

  /**
   * The first view that is as wanted, or the present one once the deadline has passed. As soon as
   * another has come, members are asked twice a second at least; who can't wait for that hurries.
   */
  public View await(Predicate<View> wanted, Deadline deadline) throws InterruptedException {
    waiting.incrementAndGet();
    try {
      return views.await(wanted, deadline);
    } finally {
      waiting.decrementAndGet();
    }
  }

  /**
   * Stops watching. Open sessions stay open, and are not fenced any more. Returns at once, since it
   * may be a monitor's thread that calls it.
   */
  @Override
  public void close() {
    monitor.close();
    views.close();
    telemetry.close();
    aborter.shutdown();
  }

  /** Whether it is closed and none of its threads runs any more. */
  public boolean ended() {
    return monitor.ended() && aborter.isTerminated();
  }

  /**
   * Waits, once it is closed, until none of its threads runs any more. One that hangs in a name
   * look-up, which nothing can interrupt, may still do so when the deadline passes.
   */
  public void awaitEnd(Deadline deadline) throws InterruptedException {
    monitor.awaitEnd(deadline);
    aborter.awaitTermination(deadline.remaining(), TimeUnit.NANOSECONDS);
  }

  @Override
  public String toString() {
    return watched.name() + ": " + view().describe();
  }
}
