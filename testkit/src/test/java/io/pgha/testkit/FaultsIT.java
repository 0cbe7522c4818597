package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each fault, seen from outside, and that it heals. */
final class FaultsIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private final PatroniCluster cluster = patroni.cluster();
  private Member leader;
  private Member replica;

  @BeforeEach
  void findMembers() {
    leader = cluster.awaitLeader();
    replica = cluster.awaitReplicas(2).get(0);
  }

  @Test
  void killsTheLeaderAndAnotherTakesOver() {
    leader.kill();
    assertThat(leader.service().processes()).isEmpty();
    cluster.await("the kernel to close its port", () -> !Clients.canConnect(leader));
    Member next = cluster.awaitLeaderOtherThan(leader);
    assertThat(next.sql("select pg_is_in_recovery()")).isEqualTo("f");
    assertThat(cluster.replicas()).doesNotContain(leader);

    cluster.heal();
    assertThat(leader.sql("select pg_is_in_recovery()")).isEqualTo("t");
  }

  @Test
  void killsPostgresAloneAndPatroniStartsItAgain() {
    long patroniBefore = replica.service().mainProcess().get(0);
    String startedAt = replica.sql("select pg_postmaster_start_time()");
    replica.killPostgres();
    assertThat(replica.service().processes()).containsKey(patroniBefore);
    cluster.awaitHealthy();
    assertThat(replica.sql("select pg_postmaster_start_time()")).isNotEqualTo(startedAt);
  }

  @Test
  void killsPatroniAloneAndPostgresGoesOn() {
    String startedAt = replica.sql("select pg_postmaster_start_time()");
    replica.killPatroni();
    assertThat(replica.ask("/patroni")).isEmpty();
    assertThat(replica.sql("select pg_postmaster_start_time()")).isEqualTo(startedAt);
    assertThat(Clients.canConnect(replica)).isTrue();

    cluster.heal();
    assertThat(replica.sql("select pg_postmaster_start_time()")).isEqualTo(startedAt);
  }

  @Test
  void makesAMemberAnewThatDoesNotComeBackByItself() throws IOException {
    replica.kill();
    Files.delete(replica.dataDirectory().resolve("global/pg_control"));
    cluster.heal();
    assertThat(replica.sql("select pg_is_in_recovery()")).isEqualTo("t");
  }

  @Test
  void freezesAndThawsTheWholeNode() {
    replica.freeze();
    assertThat(replica.service().processes())
        .hasSizeGreaterThan(5)
        .allSatisfy((pid, state) -> assertThat(state).isEqualTo('T'));
    assertThat(replica.ask("/patroni")).isEmpty();
    assertThat(Clients.canConnect(replica)).as("the kernel still accepts").isTrue();

    replica.thaw();
    assertThat(replica.service().processes())
        .allSatisfy((pid, state) -> assertThat(state).isNotEqualTo('T'));
    assertThat(replica.sql("select 1")).isEqualTo("1");
  }

  @Test
  void freezesPatroniAlone() {
    replica.freezePatroni();
    assertThat(replica.ask("/patroni")).isEmpty();
    assertThat(replica.sql("select 1")).isEqualTo("1");
    replica.thaw();
    cluster.await("Patroni to answer", replica::isReplica);
  }

  @Test
  void pausesReplaySoThatLagGrows() {
    leader.sql("create table if not exists lagging (n int)");
    cluster.pause();
    replica.pauseReplay();
    leader.sql("insert into lagging select generate_series(1, 10000)");
    cluster.await("lag to grow", () -> bytesNotReplayed() > 100_000);

    replica.resumeReplay();
    cluster.await("lag to go away", () -> bytesNotReplayed() == 0);
  }

  private long bytesNotReplayed() {
    String sql = "select pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())";
    return Long.parseLong(replica.sql(sql));
  }

  @Test
  void healsAReplayThatStandsStill() {
    replica.pauseReplay();
    cluster.heal();
    assertThat(replica.sql("select pg_is_wal_replay_paused()")).isEqualTo("f");
  }

  @Test
  void stopsEtcdAndTheLeaderStepsDown() {
    cluster.etcd().stop();
    assertThat(cluster.etcd().isHealthy()).isFalse();
    cluster.await("the leader to step down", leader::hasSteppedDown);

    cluster.etcd().restart();
    assertThat(cluster.etcd().isHealthy()).isTrue();
    assertThat(cluster.awaitLeader().sql("select pg_is_in_recovery()")).isEqualTo("f");
  }

  @Test
  void endsTheLockOfALeaderWithoutPatroni() {
    leader.killPatroni();
    cluster.etcd().expireLeaderLock();
    // By itself the lock would end 19 s after the kill at the earliest.
    cluster.await(
        "another leader",
        Duration.ofSeconds(18),
        () -> cluster.members().stream().anyMatch(each -> each != leader && each.isLeader()));
  }

  @Test
  void freezesEtcdWhileFailsafeModeKeepsTheLeader() {
    cluster.failsafeMode(true);
    cluster.etcd().freeze();
    assertThat(cluster.etcd().isHealthy()).isFalse();
    assertThat(Clients.canConnect(cluster.etcd().host(), cluster.etcd().port())).isTrue();
    cluster.await(
        "the leader to live on in failsafe mode",
        () -> leader.status().path("failsafe_mode_is_active").asBoolean());
    assertThat(leader.sql("select pg_is_in_recovery()")).isEqualTo("f");

    cluster.etcd().thaw();
    cluster.await("etcd to answer", cluster.etcd()::isHealthy);
  }

  @Test
  void healsSeveralFaultsAtOnce() {
    cluster.pause();
    replica.kill();
    leader.freezePatroni();
    cluster.etcd().stop();
    cluster.heal();
    assertThat(cluster.awaitReplicas(2)).doesNotContain(cluster.leader());
    assertThat(cluster.leader().status().has("pause")).isFalse();
  }

  /** Broken networks; these need root, as the faults do. */
  @Nested
  final class Isolation {
    @Test
    void cutsTheLeaderFromEtcdAloneSoThatItStepsDown() {
      leader.isolateFromDcs();
      assertThat(Clients.canConnect(leader)).isTrue();
      assertThat(cluster.etcd().isHealthy()).isTrue();
      cluster.await("the leader to step down", leader::hasSteppedDown);
      awaitInDcs("\"members\"", replica);

      leader.rejoin();
      assertThat(rules()).isEmpty();
      awaitInDcs("\"members\"", leader);
    }

    @Test
    void cutsClientsOffWhileTheClusterGoesOn() {
      leader.isolateFromClients();
      assertThat(Clients.canConnect(leader)).isFalse();
      assertThat(leader.ask("/patroni")).isEmpty();
      assertThat(Clients.canConnect(replica)).isTrue();
      awaitReplicationToBoth();
      awaitInDcs("\"leader\"", replica);

      leader.rejoin();
      assertThat(Clients.canConnect(leader)).isTrue();
      cluster.await("it to lead as before", leader::isLeader);
    }

    /** Its Patroni may need some seconds to find etcd again after the fault before. */
    private void awaitInDcs(String part, Member member) {
      cluster.await(
          member.name() + " to read " + part + " in the DCS",
          () -> member.ask("/cluster").filter(answer -> answer.body().contains(part)).isPresent());
    }

    /** A write in synchronous mode with two standbys returns only when both have it. */
    private void awaitReplicationToBoth() {
      leader.sql("create table if not exists written (n int)");
      String lsn = leader.sql("select pg_current_wal_lsn()");
      String sql = "select pg_last_wal_replay_lsn() >= '" + lsn + "'";
      cluster.await(
          "both replicas to follow",
          () -> cluster.replicas().stream().filter(r -> r.sql(sql).equals("t")).count() == 2);
    }

    @Test
    void cutsAReplicaFromEverything() {
      replica.isolate();
      assertThat(Clients.canConnect(replica)).isFalse();
      leader.sql(
          "create table unseen (); create table filler as select generate_series(1, 100000)");
      String lsn = leader.sql("select pg_current_wal_lsn()");
      Member other = cluster.awaitReplicas(1).get(0);
      cluster.await("the other to follow", () -> other.sql(received(lsn)).equals("t"));
      assertThat(replica.sql(received(lsn))).isEqualTo("f");
      assertThat(replica.sql("select to_regclass('unseen')")).as("what reached it").isEmpty();

      replica.rejoin();
      cluster.await("it to catch up", () -> replica.sql(received(lsn)).equals("t"));
    }

    private static String received(String lsn) {
      return "select pg_last_wal_replay_lsn() >= '" + lsn + "'";
    }

    @Test
    void healTakesAllRulesAway() {
      replica.isolate();
      leader.isolateFromClients();
      assertThat(rules()).isNotEmpty();
      cluster.heal();
      assertThat(rules()).isEmpty();
    }

    /** Of this cluster: others on this machine have rules too. */
    private List<String> rules() {
      return cluster.members().stream()
          .flatMap(member -> Rules.of(member.service().machine()).stream())
          .filter(rule -> rule.contains("pgha-testkit-" + number() + "-"))
          .toList();
    }

    /** Cluster n has the addresses 127.77.n.x, or 198.18.n.x. */
    private String number() {
      String network = leader.host().substring(0, leader.host().lastIndexOf('.'));
      return network.substring(network.lastIndexOf('.') + 1);
    }
  }
}
