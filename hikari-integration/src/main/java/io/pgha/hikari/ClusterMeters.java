package io.pgha.hikari;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.View;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The meters of one cluster in one registry. Thread-safe. */
final class ClusterMeters implements Consumer<View> {
  private final MeterRegistry registry;
  private final PghaHikariDataSource source;
  private final Tags tags;
  private final List<Meter> ofCluster;
  private final MemberMeters ofMembers;

  /** So that a view which comes meanwhile brings no meter back. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock. */
  private boolean closed;

  ClusterMeters(MeterRegistry registry, PghaHikariDataSource source, Tags tags) {
    this.registry = registry;
    this.source = source;
    this.tags = tags;
    this.ofCluster =
        List.of(leaderReady(), membersAnswering(), readsFallBack(), leaderChanges(), leaderWait());
    this.ofMembers = new MemberMeters(registry, source, tags);
  }

  private Meter leaderReady() {
    return Gauge.builder("pgha.leader.ready", source, ClusterMeters::leads)
        .description("1 while the leader says that it takes writes, else 0")
        .tags(tags)
        .register(registry);
  }

  /** One that is only assumed to lead has not said so. */
  private static int leads(PghaHikariDataSource source) {
    Leader leader = source.isClosed() ? null : source.view().leader();
    return leader != null && leader.saysReady() ? 1 : 0;
  }

  private Meter membersAnswering() {
    return Gauge.builder(
            "pgha.members.answering", source, of -> of.statistics().getMembersAnswering())
        .description("How many members answered when they were last asked")
        .tags(tags)
        .register(registry);
  }

  private Meter readsFallBack() {
    return Gauge.builder("pgha.reads.fallback", source, of -> of.readsFallBack() ? 1 : 0)
        .description("1 while reads go to the leader, because no replica is eligible")
        .tags(tags)
        .register(registry);
  }

  private Meter leaderChanges() {
    return FunctionCounter.builder(
            "pgha.leader.changes", source, of -> of.statistics().getLeaderChanges())
        .description("How often another member became leader, or the same one in a later term")
        .tags(tags)
        .register(registry);
  }

  private Meter leaderWait() {
    return FunctionTimer.builder(
            "pgha.leader.wait",
            source,
            of -> of.statistics().getLeaderWaits(),
            of -> of.statistics().getLeaderWaitMillis(),
            TimeUnit.MILLISECONDS)
        .description("Searches for a member to write to that had to wait for a leader")
        .tags(tags)
        .register(registry);
  }

  @Override
  public void accept(View view) {
    locked(() -> ofMembers.update(view));
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      if (!closed) {
        change.run();
      }
    } finally {
      lock.unlock();
    }
  }

  void close() {
    locked(
        () -> {
          closed = true;
          ofCluster.forEach(registry::remove);
          ofMembers.clear();
        });
  }
}
