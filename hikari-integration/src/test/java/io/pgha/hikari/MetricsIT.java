package io.pgha.hikari;

import static io.pgha.hikari.Sql.ask;
import static io.pgha.hikari.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the meters tell while the cluster is well, changes its leader and loses its replicas. */
final class MetricsIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** The value of a meter that there is not. */
  private static final double ABSENT = -1;

  private final PatroniCluster cluster = patroni.cluster();
  private final MeterRegistry registry = new SimpleMeterRegistry();

  private PghaHikariDataSource start() {
    return Pools.awaitReplicas(
        new PghaHikariDataSource(Pools.config(cluster, "pollInterval=500ms")));
  }

  private double sessions(Member member, String role) {
    return value("pgha.sessions", Tags.of("member", member.name(), "role", role));
  }

  private double lag(Member member) {
    return value("pgha.lag", Tags.of("member", member.name()));
  }

  private double value(String gauge, Tags tags) {
    Gauge found = registry.find(gauge).tags(tags).gauge();
    return found == null ? ABSENT : found.value();
  }

  private double value(String gauge) {
    return value(gauge, Tags.empty());
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(DEADLINE).untilAsserted(assertion);
  }

  @Test
  void tellTheSessionsByMemberAndRole() throws SQLException {
    try (PghaHikariDataSource pools = start();
        PghaMetrics metrics = new PghaMetrics(pools);
        Connection writing = pools.getConnection();
        Connection reading = pools.getConnection()) {
      metrics.bindTo(registry);
      reading.setReadOnly(true);
      Member leader = Pools.member(cluster, ask(writing, Sql.SERVER));
      Member replica = Pools.member(cluster, ask(reading, Sql.SERVER));
      Member other = Pools.replicaOtherThan(cluster, replica);
      eventually(
          () -> {
            assertThat(sessions(leader, "leader")).isEqualTo(1);
            assertThat(sessions(replica, "replica")).isEqualTo(1);
            assertThat(sessions(other, "replica")).isZero();
          });
    }
  }

  @Test
  void tellTheLagOfEachReplica() {
    // Otherwise Patroni itself resumes the replay at its next look.
    cluster.pause();
    try (PghaHikariDataSource pools = start();
        PghaMetrics metrics = new PghaMetrics(pools)) {
      metrics.bindTo(registry);
      Member leader = cluster.leader();
      Member late = cluster.awaitReplicas(2).get(0);
      Member other = Pools.replicaOtherThan(cluster, late);
      late.pauseReplay();
      leader.sql("create table written_meanwhile as select generate_series(1, 10000)");
      eventually(
          () -> {
            assertThat(lag(late)).isBetween(100_000.0, 100_000_000.0);
            assertThat(lag(other)).isZero();
            assertThat(lag(leader)).isEqualTo(ABSENT);
          });
      late.resumeReplay();
      eventually(() -> assertThat(lag(late)).isZero());
      cluster.resume();
    }
  }

  @Test
  void countAChangeOfTheLeaderAndTheWaitsForIt() throws Exception {
    try (PghaHikariDataSource pools = start();
        PghaMetrics metrics = new PghaMetrics(pools)) {
      metrics.bindTo(registry);
      try (Connection connection = pools.getConnection()) {
        run(connection, "create table written (i int primary key)");
      }
      FunctionTimer waits = registry.get("pgha.leader.wait").functionTimer();
      double changesBefore = leaderChanges();
      double waitsBefore = waits.count();
      double waitedBefore = waits.totalTime(TimeUnit.MILLISECONDS);
      try (Writing writing = Writing.start(pools)) {
        eventually(() -> assertThat(writing.done()).isNotEmpty());
        Member next = cluster.switchover();
        eventually(
            () -> {
              assertThat(leaderChanges()).isEqualTo(changesBefore + 1);
              assertThat(waits.count()).isGreaterThan(waitsBefore);
              assertThat(waits.totalTime(TimeUnit.MILLISECONDS)).isGreaterThan(waitedBefore);
              assertThat(sessions(next, "leader")).isPositive();
            });
        writing.stop();
      }
    }
  }

  private double leaderChanges() {
    return registry.get("pgha.leader.changes").functionCounter().count();
  }

  @Test
  void tellThatReadsFallBackWhileThereIsNoReplica() {
    try (PghaHikariDataSource pools = start();
        PghaMetrics metrics = new PghaMetrics(pools)) {
      metrics.bindTo(registry);
      List<Member> replicas = cluster.awaitReplicas(2);
      eventually(() -> assertThat(value("pgha.reads.fallback")).isZero());
      replicas.forEach(Member::kill);
      eventually(
          () -> {
            assertThat(value("pgha.reads.fallback")).isEqualTo(1);
            assertThat(value("pgha.members.answering")).isEqualTo(1);
            assertThat(value("pgha.leader.ready")).isEqualTo(1);
          });
      replicas.forEach(Member::start);
      eventually(
          () -> {
            assertThat(value("pgha.reads.fallback")).isZero();
            assertThat(value("pgha.members.answering")).isEqualTo(3);
          });
    }
  }
}
