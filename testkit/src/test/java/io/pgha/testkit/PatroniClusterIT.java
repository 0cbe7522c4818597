package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that is well, and what changes it in order. */
final class PatroniClusterIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(
          PatroniCluster.builder()
              .tag("pg2", "zone", "b")
              .parameter("work_mem", "5MB")
              .configure("maximum_lag_on_failover", 2_000_000));

  private final PatroniCluster cluster = patroni.cluster();

  @Test
  void hasOneLeaderAndTwoReplicas() {
    Member leader = cluster.leader();
    assertThat(cluster.members()).extracting(Member::name).containsExactly("pg1", "pg2", "pg3");
    assertThat(inRecovery(leader)).isEqualTo("f");
    assertThat(cluster.awaitReplicas(2))
        .doesNotContain(leader)
        .allSatisfy(replica -> assertThat(inRecovery(replica)).isEqualTo("t"));
    assertThat(leader.sql("select count(*) from pg_stat_replication where state = 'streaming'"))
        .isEqualTo("2");
  }

  @Test
  void givesItsUserADatabaseThatAPasswordOpens() {
    assertThat(
            psql(
                cluster.password(), "create table owned (); drop table owned; select current_user"))
        .isEqualTo(new Command.Result(0, cluster.user()));
    assertThat(psql("wrong", "select 1").output()).contains("password authentication failed");
  }

  private Command.Result psql(String password, String sql) {
    String options = "host=%s port=%d user=%s dbname=%s password=%s";
    Member leader = cluster.leader();
    Machine machine = leader.service().machine();
    return machine.run(
        List.of(
            "psql",
            "-XAtqc",
            sql,
            options.formatted(
                leader.host(), leader.port(), cluster.user(), cluster.database(), password)));
  }

  @Test
  void knowsSuperuserAndHosts() {
    Member leader = cluster.leader();
    assertThat(
            leader.sql(
                "select rolsuper from pg_roles where rolname = '%s'"
                    .formatted(cluster.superuser())))
        .isEqualTo("t");
    assertThat(cluster.superuserPassword()).isNotEqualTo(cluster.password());
    assertThat(cluster.jdbcHosts().split(","))
        .hasSize(3)
        .allSatisfy(host -> assertThat(host).endsWith(":" + leader.port()))
        .contains(leader.address());
  }

  @Test
  void passesSettingsOn() {
    assertThat(cluster.leader().sql("show work_mem")).isEqualTo("5MB");
    assertThat(cluster.member("pg2").status().at("/tags/zone").asText()).isEqualTo("b");
    assertThat(config()).contains("\"maximum_lag_on_failover\": 2000000", "\"ttl\": 20");
  }

  private String config() {
    return answer("/config");
  }

  private String answer(String path) {
    return cluster
        .leader()
        .ask(path)
        .orElseThrow(() -> new IllegalStateException("No answer to " + path))
        .body();
  }

  @Test
  void runsNothingAsRoot() {
    Service service = cluster.leader().service();
    Set<Long> processes = service.processes().keySet();
    assertThat(processes).hasSizeGreaterThan(5);
    assertThat(processes)
        .allSatisfy(
            pid ->
                assertThat(service.machine().run(List.of("stat", "-c", "%U", "/proc/" + pid)))
                    .isNotEqualTo(new Command.Result(0, "root")));
  }

  @Test
  void switchesOverToTheMemberOfChoiceOrOfPatronisChoice() {
    Member first = cluster.leader();
    Member second = cluster.awaitReplicas(2).get(0);
    cluster.switchover(second);
    assertThat(inRecovery(second)).isEqualTo("f");
    cluster.awaitHealthy();
    assertThat(inRecovery(first)).isEqualTo("t");

    Member third = cluster.switchover();
    assertThat(third).isNotEqualTo(second);
    assertThat(inRecovery(third)).isEqualTo("f");
  }

  @Test
  void handsOverWhenTheLeaderIsStoppedInOrder() {
    Member old = cluster.leader();
    old.stop();
    assertThat(old.service().processes()).isEmpty();
    assertThat(inRecovery(cluster.awaitLeaderOtherThan(old))).isEqualTo("f");
  }

  @Test
  void addsAndRemovesAMember() {
    Member added = cluster.addMember();
    assertThat(cluster.leader().sql("select application_name from pg_stat_replication"))
        .contains(added.name());
    assertThat(cluster.jdbcHosts()).contains(added.address());
    assertThat(clusterMembers()).contains(added.name());

    cluster.removeMember(added);
    assertThat(added.service().processes()).isEmpty();
    cluster.await("Patroni to forget it", () -> !clusterMembers().contains(added.name()));
    assertThat(cluster.members()).doesNotContain(added);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cluster.removeMember(cluster.leader()))
        .withMessageContaining("is the leader");
  }

  private String clusterMembers() {
    return answer("/cluster");
  }

  @Test
  void pausesAndResumes() {
    cluster.pause();
    assertThat(config()).contains("\"pause\": true");
    Member replica = cluster.awaitReplicas(2).get(0);
    replica.killPostgres();
    cluster.resume();
    assertThat(cluster.leader().status().has("pause")).isFalse();
  }

  @Test
  void tellsMembersOfFailsafeMode() {
    cluster.failsafeMode(true);
    assertThat(cluster.members())
        .allSatisfy(
            member ->
                assertThat(member.ask("/failsafe").orElseThrow().body())
                    .contains("pg1", "pg2", "pg3"));
    cluster.failsafeMode(false);
    assertThat(config()).contains("\"failsafe_mode\": false");
  }

  /** If leaving returned before the leader knew of it, entering again would change nothing. */
  @Test
  void replicatesSynchronouslyWhileAskedTo() {
    for (int i = 0; i < 3; i++) {
      cluster.synchronousMode(true);
      assertThat(syncStandbys()).isEqualTo("1");
      cluster.synchronousMode(false);
      assertThat(syncStandbys()).isEqualTo("0");
    }
  }

  private String syncStandbys() {
    return cluster
        .leader()
        .sql("select count(*) from pg_stat_replication where sync_state = 'sync'");
  }

  @Test
  void changesTagsAtRunTimeAndResetsThem() {
    Member member = cluster.member("pg2");
    member.tag("noloadbalance", true);
    assertThat(member.status().at("/tags/noloadbalance").asBoolean()).isTrue();
    assertThat(member.ask("/replica").orElseThrow().status()).isEqualTo(503);
    member.resetTags();
    assertThat(member.status().path("tags")).hasToString("{\"zone\":\"b\"}");
  }

  @Test
  void healsSettings() {
    String before = config();
    cluster.configure("maximum_lag_on_failover", null);
    cluster.configure("retry_timeout", 4);
    cluster.await(
        "the leader to know its new settings",
        () -> Api.parse(config()).path("retry_timeout").asInt() == 4);
    cluster.heal();
    cluster.await("the old settings", () -> Api.parse(config()).equals(Api.parse(before)));
  }

  @Test
  void savesTheLogsOfAll(@TempDir Path folder) {
    cluster.saveLogs(folder.resolve("a/b"));
    assertThat(folder.resolve("a/b/etcd.log")).isNotEmptyFile();
    assertThat(folder.resolve("a/b/pg3.log")).content().contains("database system is ready");
    assertThat(cluster.leader().log()).contains("the leader with the lock");
  }

  @Test
  void saysWhatWasAwaitedAndWhatTheMembersAnswered() {
    assertThatIllegalStateException()
        .isThrownBy(() -> cluster.await("pigs to fly", Duration.ofMillis(100), () -> false))
        .withMessageContaining("pigs to fly")
        .withMessageContaining("pg3 at " + cluster.member("pg3").address() + ": {")
        .withMessageContaining("\"state\": \"running\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cluster.member("pg9"))
        .withMessageContaining("pg9")
        .withMessageContaining("pg1");
  }

  @Test
  void reportsWhatPsqlSays() {
    assertThatIllegalStateException()
        .isThrownBy(() -> cluster.leader().sql("select nothing"))
        .withMessageContaining("column \"nothing\" does not exist");
  }

  private static String inRecovery(Member member) {
    return member.sql("select pg_is_in_recovery()");
  }
}
