package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.pgha;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pgha.driver.PghaConnection;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What members, and what lies before them, refuse: told in their words, without another try. */
final class RefusalsIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      String url, String password) {
    return assertThatThrownBy(() -> DriverManager.getConnection(url, cluster.user(), password));
  }

  @ParameterizedTest
  @ValueSource(strings = {"readOnly=false", "readOnly=true"})
  void aWrongPassword(String parameter) {
    assertRefused(client.url(parameter), "wrong")
        .hasFieldOrPropertyWithValue("SQLState", "28P01")
        .hasMessageStartingWith("FATAL: password authentication failed for user \"app\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"readOnly=false", "readOnly=true"})
  void anUnknownDatabase(String parameter) {
    assertRefused(toDatabase("nowhere", parameter), cluster.password())
        .hasFieldOrPropertyWithValue("SQLState", "3D000")
        .hasMessageStartingWith("FATAL: database \"nowhere\" does not exist");
  }

  @Test
  void aDatabaseThatTheUserMayNotConnectTo() {
    cluster.leader().sql("create database locked");
    cluster.leader().sql("revoke connect on database locked from public");
    assertRefused(toDatabase("locked", "readOnly=false"), cluster.password())
        .hasFieldOrPropertyWithValue("SQLState", "42501")
        .hasMessageStartingWith("FATAL: permission denied for database \"locked\"");
  }

  private String toDatabase(String name, String parameter) {
    return client.url(parameter).replace("/" + cluster.database() + "?", "/" + name + "?");
  }

  /** The limit of a role counts on each member for itself. */
  @Test
  void aFullMemberIsPassedOverAndNotThoughtSick() throws SQLException {
    cluster.leader().sql("create role limited login password 'pw' connection limit 1");
    client.awaitReplayed();
    Member replica = cluster.awaitReplicas(2).get(0);
    List<Member> members = List.of(cluster.leader(), replica);
    String url = client.url(members, "discovery=off", "readOnly=true");
    try (Connection watching = DriverManager.getConnection(url, client.credentials())) {
      PghaConnection pgha = pgha(watching);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> pgha.view().members().stream().anyMatch(seen -> seen.lag().isPresent()));
      try (Connection first = DriverManager.getConnection(url, "limited", "pw");
          Connection second = DriverManager.getConnection(url, "limited", "pw");
          Connection other = DriverManager.getConnection(url, client.credentials())) {
        assertThat(client.serverOf(first)).isEqualTo(replica);
        assertThat(client.serverOf(second)).isEqualTo(cluster.leader());
        assertThat(client.serverOf(other)).isEqualTo(replica);
        assertThatThrownBy(() -> DriverManager.getConnection(url, "limited", "pw"))
            .hasFieldOrPropertyWithValue("SQLState", "53300")
            .hasMessageStartingWith("FATAL: too many connections for role \"limited\"");
      }
    }
  }

  @Test
  void pgBouncerThatTakesNoStartupOptions() throws SQLException, IOException {
    Member leader = cluster.leader();
    try (PgBouncer pgBouncer = PgBouncer.before(leader, cluster)) {
      assertRefused(pgBouncer.url(cluster, "readOnly=true"), cluster.password())
          .hasFieldOrPropertyWithValue("SQLState", "08P01")
          .hasMessageContaining("PgBouncer")
          .hasMessageContaining("options=-c default_transaction_read_only=on")
          .hasMessageEndingWith("FATAL: unsupported startup parameter: options");
      assertThat(serverThrough(pgBouncer, "readOnly=false")).isEqualTo(leader);
      assertThat(serverThrough(pgBouncer, "targetServerType=any")).isEqualTo(leader);
    }
  }

  @Test
  void pgBouncerThatDropsStartupOptions() throws SQLException, IOException {
    Member leader = cluster.leader();
    try (PgBouncer pgBouncer =
        PgBouncer.before(leader, cluster, "ignore_startup_parameters = options")) {
      assertRefused(pgBouncer.url(cluster, "readOnly=true"), cluster.password())
          .hasFieldOrPropertyWithValue("SQLState", "08004")
          .hasMessageContaining("PgBouncer")
          .hasMessageContaining("options=-c default_transaction_read_only=on");
      assertThat(serverThrough(pgBouncer, "readOnly=false")).isEqualTo(leader);
    }
  }

  private Member serverThrough(PgBouncer pgBouncer, String parameter) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(pgBouncer.url(cluster, parameter), client.credentials())) {
      return client.serverOf(connection);
    }
  }
}
