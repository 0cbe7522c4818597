package io.pgha.driver.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgha.testkit.ApiSecurity;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import io.pgha.testkit.SecretsWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A REST API on HTTPS that demands a client certificate ({@code verify_client: required}). */
final class ApiTlsIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(
          PatroniCluster.builder().apiSecurity(ApiSecurity.HTTPS_CLIENT_CERTIFICATE));

  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);

  @BeforeAll
  static void watchTheKey() throws IOException {
    Path key = patroni.cluster().apiCertificates().clientKey();
    Files.readAllLines(key).stream()
        .filter(line -> !line.startsWith("-----"))
        .forEach(SecretsWatch::keep);
  }

  @Test
  void findsTheMembersWithItsCertificate() throws SQLException {
    client.awaitReplicasHeard(ca(), certificate(), key());
    try (Connection writing = client.connect(ca(), certificate(), key());
        Connection reading = client.connect(ca(), certificate(), key(), "readOnly=true")) {
      assertThat(client.serverOf(writing)).isEqualTo(cluster.leader());
      assertThat(client.serverOf(reading)).isIn(cluster.awaitReplicas(2));
    }
  }

  @Test
  void saysOfEachMemberThatItDidNotTakeAConnectionWithoutCertificate() {
    assertThatThrownBy(() -> client.connect(ca(), "failoverTimeout=2s"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"))
        .hasMessageContainingAll(
            cluster.members().stream().map(each -> each.address()).toArray(String[]::new));
  }

  @Test
  void namesAFileThatCannotBeUsed() {
    assertThatThrownBy(() -> client.connect("patroniCaFile=/nowhere/ca.pem"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22023"))
        .hasMessageContaining("/nowhere/ca.pem");
  }

  private String ca() {
    return "patroniCaFile=" + cluster.apiCertificates().authority();
  }

  private String certificate() {
    return "patroniCertFile=" + cluster.apiCertificates().clientCertificate();
  }

  private String key() {
    return "patroniKeyFile=" + cluster.apiCertificates().clientKey();
  }
}
