package io.pgha.driver.cluster;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.patroni.PatroniApi;
import io.pgha.driver.session.Sessions;
import io.pgha.driver.telemetry.Telemetry;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.View;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.NullMarked;

/**
 * The monitor of one JVM with all its rules, without its thread: whoever has this lets it work when
 * its time has come. It lives in the driver's package, which keeps the monitor to itself. Owned by
 * one thread.
 */
@NullMarked
public final class SimulatedMonitor {
  private final ClusterMonitor monitor;

  /**
   * @param seeds have IP addresses: a name would be looked up
   * @param publisher is given every new view
   * @param awaited says whether somebody waits for a better view
   */
  public SimulatedMonitor(
      List<Member> seeds,
      Duration pollInterval,
      PatroniApi api,
      Consumer<View> publisher,
      BooleanSupplier awaited,
      Ticker ticker,
      RandomGenerator random) {
    WatchedCluster watched =
        new WatchedCluster(
            "simulated", seeds, Set.of(), pollInterval, /* discovery= */ true, found -> true);
    Sessions sessions = new Sessions(Runnable::run);
    this.monitor =
        new ClusterMonitor(
            watched,
            api,
            new ApiGate(),
            new Telemetry(watched.name(), watched::initialView, sessions, ticker),
            sessions,
            new StallWatch(sessions, Runnable::run),
            publisher,
            awaited,
            /* housekeeping= */ () -> {},
            ticker,
            random);
  }

  /** A session has failed. */
  public void hurry() {
    monitor.hurry();
  }

  /**
   * Handles all that has come, and starts what is due.
   *
   * @return after how many nanoseconds more will be due, if nothing comes before
   */
  public long work() {
    try {
      long next = monitor.work();
      while (monitor.handleEvent(/* nanos= */ 0)) {
        next = monitor.work();
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while simulating", e);
    }
  }
}
