package io.pgha.hikari;

import static org.awaitility.Awaitility.await;

import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PatroniStatus;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.net.URI;
import java.time.Duration;

/** Pools on a cluster of the testkit, and what is asked about them. */
final class Pools {
  private Pools() {}

  static PghaHikariConfig config(PatroniCluster cluster, String... parameters) {
    PghaHikariConfig config = new PghaHikariConfig();
    config.setJdbcUrl(
        "jdbc:pgha://%s/%s?patroniPort=%d&%s"
            .formatted(
                cluster.jdbcHosts(),
                cluster.database(),
                URI.create(cluster.members().get(0).apiUrl()).getPort(),
                String.join("&", parameters)));
    config.setUsername(cluster.user());
    config.setPassword(cluster.password());
    config.setMaximumPoolSize(2);
    config.setMinimumIdle(0);
    return config;
  }

  /** As the member itself counts those of the application's user. */
  static int sessionsOn(PatroniCluster cluster, Member member) {
    String count = "select count(*) from pg_stat_activity where usename = '%s'";
    return Integer.parseInt(member.sql(count.formatted(cluster.user())));
  }

  static Member member(PatroniCluster cluster, String host) {
    return cluster.members().stream()
        .filter(each -> each.host().equals(host))
        .findFirst()
        .orElseThrow();
  }

  static Member replicaOtherThan(PatroniCluster cluster, Member member) {
    return cluster.awaitReplicas(2).stream()
        .filter(each -> each != member)
        .findFirst()
        .orElseThrow();
  }

  /** Until both replicas have been heard: before that reads may go to the leader. */
  static PghaHikariDataSource awaitReplicas(PghaHikariDataSource pools) {
    await("both replicas to be eligible")
        .atMost(Duration.ofSeconds(60))
        .until(() -> runningReplicas(pools) == 2);
    return pools;
  }

  private static long runningReplicas(PghaHikariDataSource pools) {
    return pools.view().members().stream().filter(Pools::isRunningReplica).count();
  }

  private static boolean isRunningReplica(MemberView seen) {
    PatroniStatus status = seen.status();
    return seen.answering()
        && seen.lag().isPresent()
        && status != null
        && status.replica()
        && status.running()
        && !status.notStreaming();
  }
}
