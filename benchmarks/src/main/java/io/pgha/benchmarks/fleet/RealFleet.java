package io.pgha.benchmarks.fleet;

import io.pgha.benchmarks.report.Count;
import io.pgha.benchmarks.report.Threads;
import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.config.TlsFiles;
import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.View;
import io.pgha.testkit.ApiSecurity;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Fleets of monitors on a real cluster, one after the other. Used by one thread. */
final class RealFleet implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Options options;
  private final Progress progress;
  private final boolean tls;
  private final PatroniCluster cluster;
  private final @Nullable Path authority;
  private final List<RealRun> runs = new ArrayList<>();

  /** From a leader's end to the next one, as it was when it was last measured. */
  private Duration lockLife = Duration.ofSeconds(20);

  private RealFleet(Options options, Progress progress, boolean tls) {
    this.options = options;
    this.progress = progress;
    this.tls = tls;
    this.cluster =
        PatroniCluster.builder().apiSecurity(tls ? ApiSecurity.HTTPS : ApiSecurity.HTTP).start();
    this.authority = tls ? cluster.apiCertificates().authority() : null;
  }

  static RealFleet start(Options options, Progress progress, boolean tls) {
    progress.step("a real cluster starts, its APIs on " + (tls ? "https" : "http"));
    return new RealFleet(options, progress, tls);
  }

  Calibration calibrate() throws InterruptedException {
    progress.step("how much one API can do, in half a minute or so");
    Member member = cluster.awaitReplicas().get(0);
    return Calibration.of(api(member), member, tls, options.steady());
  }

  private Api api(Member member) {
    return Api.of(member.apiUrl(), authority);
  }

  /** What it tells its progress of. */
  static int steps(Options options, boolean tls) {
    int fleets = options.real().size();
    int failures = tls ? (options.failsOverHttps() ? 1 : 0) : fleets;
    return 2 + fleets + failures;
  }

  /** Measures the fleets, the largest last. */
  void measure() throws SQLException, InterruptedException {
    List<Integer> sizes = options.real().stream().sorted().toList();
    int largest = sizes.get(sizes.size() - 1);
    for (int jvms : sizes) {
      boolean fails = !tls || (jvms == largest && options.failsOverHttps());
      measure(jvms, fails);
      if (fails && jvms < largest) {
        cluster.heal();
      }
    }
  }

  private void measure(int jvms, boolean leaderFails) throws SQLException, InterruptedException {
    TlsFiles trusted = new TlsFiles(authority, /* certFile= */ null, /* keyFile= */ null);
    try (Monitors monitors =
        Monitors.start(cluster, trusted, options.interval(), jvms, options.seed())) {
      Threads.pass(SimulatedFleet.WARM_UP);
      progress.step(Count.of(jvms, "real JVM") + ", steady");
      runs.add(steady(monitors));
      if (leaderFails) {
        progress.step(Count.of(jvms, "real JVM") + ", the leader is killed");
        runs.add(failover(monitors));
      }
    }
  }

  private RealRun steady(Monitors monitors) throws InterruptedException {
    Measurement measurement = new Measurement(monitors, cluster.members());
    Threads.pass(options.steady());
    return measurement.end(Situation.STEADY, /* learnt= */ null);
  }

  private RealRun failover(Monitors monitors) throws SQLException, InterruptedException {
    Member leader = cluster.leader();
    List<Member> replicas = cluster.awaitReplicas();
    List<Learner> learners =
        monitors.all().stream().map(each -> new Learner(each, leader.apiUrl())).toList();
    learners.forEach(each -> each.jvm.onView(each));
    ScheduledExecutorService connects =
        Executors.newSingleThreadScheduledExecutor(Threads.named("connects"));
    try (Promotion promotion = Promotion.of(cluster, replicas)) {
      leader.kill();
      long killed = System.nanoTime();
      Measurement measurement = new Measurement(monitors, replicas);
      var unused =
          connects.scheduleAtFixedRate(
              () -> learners.forEach(Learner::connectFails),
              /* initialDelay= */ 0,
              SimulatedJvm.CONNECT_PAUSE,
              TimeUnit.NANOSECONDS);
      long promoted = promotion.await(PATIENCE);
      lockLife = Duration.ofNanos(promoted - killed);
      cluster.await(
          "all JVMs to know the new leader", () -> learners.stream().allMatch(Learner::knows));
      Knowing knowing = new Knowing(learners.size());
      learners.forEach(each -> knowing.knows(each.at() - promoted));
      return measurement.end(Situation.FAILOVER, knowing);
    } finally {
      connects.shutdownNow();
    }
  }

  /**
   * Notes when a monitor first has another leader than the one that was killed; until then a
   * connect fails again and again.
   */
  private static final class Learner implements Consumer<View> {
    private final Cluster jvm;
    private final String killed;
    private final AtomicBoolean knows = new AtomicBoolean();

    /** Written by the monitor's thread before it {@code knows}. */
    private long at;

    Learner(Cluster jvm, String killed) {
      this.jvm = jvm;
      this.killed = killed;
    }

    void connectFails() {
      if (!knows()) {
        jvm.hurry();
      }
    }

    @Override
    public void accept(View view) {
      Leader leader = view.leader();
      if (leader != null
          && leader.saysReady()
          && !leader.api().toString().equals(killed)
          && !knows.get()) {
        at = System.nanoTime();
        knows.set(true);
      }
    }

    boolean knows() {
      return knows.get();
    }

    long at() {
      return at;
    }
  }

  /** From its construction to its end. */
  private final class Measurement {
    private final Monitors monitors;
    private final List<Member> members;
    private final Others others;
    private final Sampler requests;
    private final Duration usedBefore;
    private final long droppedBefore;
    private final long startedAt;

    /**
     * @param members are asked by others too
     */
    Measurement(Monitors monitors, List<Member> members) {
      List<String> apis = members.stream().map(Member::apiUrl).toList();
      this.monitors = monitors;
      this.members = members;
      this.startedAt = System.nanoTime();
      this.usedBefore = Processor.used(members);
      this.droppedBefore = Kernel.dropped();
      this.requests = Sampler.start(() -> monitors.sent(apis));
      this.others = Others.ask(members.stream().map(RealFleet.this::api).toList());
    }

    RealRun end(Situation situation, @Nullable Knowing learnt) throws InterruptedException {
      Rates rates = Rates.of(requests.stop(), members.size());
      double used = Processor.used(members).minus(usedBefore).toNanos();
      double percent = 100 * used / (System.nanoTime() - startedAt) / members.size();
      return new RealRun(
          monitors.count(),
          tls,
          situation.word(),
          rates.perSecond(),
          rates.peak(),
          Rounded.tenth(percent),
          others.stop(),
          Kernel.dropped() - droppedBefore,
          learnt == null ? null : learnt.curve(),
          learnt);
    }
  }

  List<RealRun> runs() {
    return List.copyOf(runs);
  }

  /** The version of the members. */
  String patroni() {
    return cluster.leader().status().path("patroni").path("version").asText();
  }

  int members() {
    return cluster.members().size();
  }

  /** How long Patroni last took from a leader's end to the next one. */
  Duration lockLife() {
    return lockLife;
  }

  @Override
  public void close() {
    cluster.close();
  }
}
