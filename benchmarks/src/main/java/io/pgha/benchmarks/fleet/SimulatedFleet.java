package io.pgha.benchmarks.fleet;

import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.View;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.stream.Stream;

/** A simulated fleet in one situation. Used once, by one thread. */
final class SimulatedFleet {
  /** Who has just started, and learnt of the members' names, hurries for a while. */
  static final Duration WARM_UP = Duration.ofSeconds(10);

  private static final long STEADY = Duration.ofSeconds(15).toNanos();

  /** After which JVMs ask as rarely as they ever do, at their default interval. */
  private static final long CALMING = Duration.ofMinutes(3).toNanos();

  private static final long QUIET = Duration.ofMinutes(1).toNanos();

  /** After which those who know nothing yet are given up. */
  private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

  /** No two JVMs take the same time to start. */
  private static final long START = Duration.ofSeconds(1).toNanos();

  private static final long STEP = Duration.ofMillis(100).toNanos();

  private final Situation situation;
  private final Model model;
  private final Simulation clock = new Simulation();
  private final SplittableGenerator random;
  private final SimulatedCluster cluster;
  private final Requests requests = new Requests(clock);
  private final SimulatedOthers others = new SimulatedOthers(clock);
  private final List<SimulatedJvm> jvms;
  private final Knowing knowing;

  /** Of the leader that is to be known. */
  private long timeline = 1;

  private long leadsSince;
  private long beganAt;
  private long processedBefore;
  private long droppedBefore;

  private SimulatedFleet(Situation situation, int count, Model model, long seed) {
    this.situation = situation;
    this.model = model;
    this.random = new SplittableRandom(seed);
    this.cluster = new SimulatedCluster(clock, model.times(), random);
    this.knowing = new Knowing(count);
    this.jvms = Stream.generate(this::jvm).limit(count).toList();
  }

  private SimulatedJvm jvm() {
    return new SimulatedJvm(
        clock, cluster, requests, model.pollInterval(), new Learner(), random.split());
  }

  static SimulatedRun run(Situation situation, int jvms, Model model, long seed) {
    return new SimulatedFleet(situation, jvms, model, seed).run();
  }

  private SimulatedRun run() {
    switch (situation) {
      case STEADY -> steady();
      case QUIET -> quiet();
      case FAILOVER -> failover();
      case START -> start();
    }
    return result();
  }

  private void steady() {
    startOneAfterTheOther();
    begin();
    clock.runUntil(clock.read() + STEADY);
  }

  private void quiet() {
    startOneAfterTheOther();
    clock.runUntil(clock.read() + CALMING);
    begin();
    clock.runUntil(clock.read() + QUIET);
  }

  private void failover() {
    startOneAfterTheOther();
    cluster.killLeader();
    begin();
    jvms.forEach(SimulatedJvm::failed);
    long lockLife = model.lockLife().toNanos();
    clock.after(lockLife, () -> cluster.lockExpires(this::promoted));
    clock.runUntil(clock.read() + lockLife);
    runUntilAllKnow();
  }

  private void promoted() {
    timeline = 2;
    leadsSince = clock.read();
  }

  private void start() {
    begin();
    for (SimulatedJvm jvm : jvms) {
      clock.after(random.nextLong(START), jvm::start);
    }
    runUntilAllKnow();
  }

  private void startOneAfterTheOther() {
    for (SimulatedJvm jvm : jvms) {
      clock.after(random.nextLong(model.pollInterval().toNanos()), jvm::start);
    }
    clock.runUntil(WARM_UP.plus(model.pollInterval()).toNanos());
  }

  private void begin() {
    beganAt = clock.read();
    requests.begin();
    processedBefore = processed();
    droppedBefore = dropped();
    cluster.living().forEach(others::ask);
  }

  private long processed() {
    return cluster.living().mapToLong(member -> member.api().processedNanos()).sum();
  }

  private long dropped() {
    return cluster.living().mapToLong(member -> member.api().dropped()).sum();
  }

  private void runUntilAllKnow() {
    long end = clock.read() + PATIENCE;
    while (!knowing.complete() && clock.read() < end) {
      clock.runUntil(clock.read() + STEP);
    }
  }

  private SimulatedRun result() {
    int members = (int) cluster.living().count();
    Rates rates = requests.rates(members);
    double busy = 100.0 * (processed() - processedBefore) / (clock.read() - beganAt) / members;
    double fleetsShare = rates.perSecond() / (rates.perSecond() + SimulatedOthers.RATE);
    long refused = dropped() - droppedBefore;
    boolean learns = situation == Situation.FAILOVER || situation == Situation.START;
    return new SimulatedRun(
        jvms.size(),
        situation.word(),
        rates.perSecond(),
        rates.peak(),
        Rounded.tenth(fleetsShare * busy),
        others.stop(),
        refused,
        cluster.raceTimeouts(),
        learns ? knowing.curve() : null,
        rates.curve(),
        learns ? knowing : null);
  }

  /** Notes when its JVM first has the leader that is to be known. */
  private final class Learner implements Consumer<View> {
    private boolean knows;

    @Override
    public void accept(View view) {
      Leader leader = view.leader();
      boolean known = leader != null && leader.saysReady() && leader.timeline() == timeline;
      if (counts() && known && !knows) {
        knows = true;
        knowing.knows(clock.read() - leadsSince);
      }
    }

    private boolean counts() {
      return situation == Situation.START || timeline > 1;
    }
  }
}
