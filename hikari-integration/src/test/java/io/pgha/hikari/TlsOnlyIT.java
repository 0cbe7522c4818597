package io.pgha.hikari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgha.testkit.ApiCertificates;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Both pools on a cluster that speaks nothing but TLS. */
final class TlsOnlyIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder().tlsOnly());

  private static final String ENCRYPTED =
      "select ssl and pg_is_in_recovery() = %s from pg_stat_ssl where pid = pg_backend_pid()";

  private final PatroniCluster cluster = patroni.cluster();

  @Test
  void lendsEncryptedSessionsOfBothKindsAlsoAfterASwitchover() throws SQLException {
    try (PghaHikariDataSource pools = new PghaHikariDataSource(verified())) {
      assertBothAreEncrypted(pools);
      cluster.switchover();
      cluster.awaitHealthy();
      assertBothAreEncrypted(pools);
    }
  }

  private static void assertBothAreEncrypted(PghaHikariDataSource pools) throws SQLException {
    await("reads on replicas, whose APIs may take long over TLS")
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> Sql.read(pools, "select pg_is_in_recovery()").equals("t"));
    assertThat(Sql.write(pools, ENCRYPTED.formatted(false))).isEqualTo("t");
    assertThat(Sql.read(pools, ENCRYPTED.formatted(true))).isEqualTo("t");
  }

  private PghaHikariConfig verified() {
    ApiCertificates certificates = cluster.apiCertificates();
    return Pools.config(
        cluster,
        // A session on the leader leaves the pool for reading after two polls.
        "pollInterval=500ms",
        "sslmode=verify-full",
        "sslrootcert=" + certificates.authority(),
        "patroniCaFile=" + certificates.authority(),
        "patroniCertFile=" + certificates.clientCertificate(),
        "patroniKeyFile=" + certificates.clientKey());
  }
}
