package io.pgha.hikari;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.net.URI;

/** Configurations for a cluster of the testkit. */
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

  static Member member(PatroniCluster cluster, String host) {
    return cluster.members().stream()
        .filter(each -> each.host().equals(host))
        .findFirst()
        .orElseThrow();
  }
}
