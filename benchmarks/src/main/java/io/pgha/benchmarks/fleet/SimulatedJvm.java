package io.pgha.benchmarks.fleet;

import io.pgha.driver.cluster.SimulatedMonitor;
import io.pgha.driver.patroni.ClusterAnswer;
import io.pgha.driver.patroni.PatroniApi;
import io.pgha.driver.patroni.Poll;
import io.pgha.driver.topology.Observation;
import io.pgha.driver.topology.View;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One JVM: the driver's own monitor, which asks simulated members. Sessions and connects are not
 * simulated, only what they tell the monitor. Owned by the simulation's thread.
 */
final class SimulatedJvm implements PatroniApi {
  /** After which the driver's client has given up connecting. */
  private static final long CONNECT_TIMEOUT = Duration.ofMillis(500).toNanos();

  /** Between two attempts to connect, when there is nobody who could take it. */
  static final long CONNECT_PAUSE = Duration.ofSeconds(1).toNanos();

  private final Simulation clock;
  private final SimulatedCluster cluster;
  private final Requests requests;
  private final SimulatedMonitor monitor;
  private View view;

  /** Somebody waits for a leader. */
  private boolean awaited;

  private long wakeAt;

  /**
   * @param told is given every view
   */
  SimulatedJvm(
      Simulation clock,
      SimulatedCluster cluster,
      Requests requests,
      Duration pollInterval,
      Consumer<View> told,
      RandomGenerator random) {
    this.clock = clock;
    this.cluster = cluster;
    this.requests = requests;
    this.view = View.initial(List.of(), List.of());
    this.monitor =
        new SimulatedMonitor(
            cluster.members().stream().map(SimulatedMember::seed).toList(),
            pollInterval,
            this,
            seen -> {
              view = seen;
              told.accept(seen);
            },
            () -> awaited && view.readyLeader().isEmpty(),
            clock,
            random);
  }

  /** A connect is why it starts to watch. */
  void start() {
    failed();
  }

  /** A session broke, or a connect was refused; and connects fail again until there is a leader. */
  void failed() {
    awaited = true;
    monitor.hurry();
    wakeIn(0);
    clock.after(
        CONNECT_PAUSE,
        () -> {
          if (!leaderTakesWrites()) {
            failed();
          }
        });
  }

  private boolean leaderTakesWrites() {
    return view.readyLeader()
        .filter(seen -> !cluster.member(seen.member().api()).dead())
        .isPresent();
  }

  private void wakeIn(long nanos) {
    long at = clock.read() + nanos;
    wakeAt = at;
    clock.after(nanos, () -> workAt(at));
  }

  /** Unless another time was set since. */
  private void workAt(long at) {
    if (at == wakeAt) {
      wakeIn(Math.max(1, monitor.work()));
    }
  }

  @Override
  public Poll status(URI api, long round, Consumer<Observation> done) {
    SimulatedMember member = cluster.member(api);
    return ask(
        member,
        () -> done.accept(Observation.answer(api, round, member.status())),
        failure -> done.accept(Observation.noAnswer(api, round, failure)));
  }

  @Override
  public Poll clusterMembers(URI api, Consumer<ClusterAnswer> done) {
    return ask(
        cluster.member(api),
        () ->
            done.accept(
                new ClusterAnswer(
                    api,
                    cluster.living().map(SimulatedMember::discovered).toList(),
                    /* failure= */ null)),
        failure -> done.accept(new ClusterAnswer(api, List.of(), failure)));
  }

  private Poll ask(SimulatedMember member, Runnable answered, Consumer<String> failed) {
    Asked asked = new Asked(answered, failed);
    if (member.dead()) {
      clock.after(0, () -> asked.cancel("connection refused"));
      return asked;
    }
    requests.sent();
    if (!member.connect(asked::answer)) {
      clock.after(CONNECT_TIMEOUT, () -> asked.cancel("connecting took too long"));
    }
    return asked;
  }

  /** A request under way, which ends once. */
  private final class Asked implements Poll {
    private final Runnable answered;
    private final Consumer<String> failed;
    private boolean over;

    Asked(Runnable answered, Consumer<String> failed) {
      this.answered = answered;
      this.failed = failed;
    }

    void answer() {
      end(answered);
    }

    @Override
    public void cancel(String reason) {
      end(() -> failed.accept(reason));
    }

    private void end(Runnable how) {
      if (!over) {
        over = true;
        how.run();
        wakeIn(0);
      }
    }
  }

  @Override
  public void close() {}

  @Override
  public boolean ended() {
    return true;
  }

  @Override
  public void awaitEnd(long nanos) {}
}
