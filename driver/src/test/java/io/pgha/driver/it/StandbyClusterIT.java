package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.pgha;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pgha.driver.Role;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cluster that replays another one. */
final class StandbyClusterIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder().members(1));

  private static @Nullable PatroniCluster started;

  private final PatroniCluster standby = Objects.requireNonNull(started);
  private final ClusterClient client = new ClusterClient(standby);

  @BeforeAll
  static void start() {
    started = PatroniCluster.builder().members(2).standbyOf(patroni.cluster()).start();
  }

  @AfterAll
  static void close() {
    Objects.requireNonNull(started).close();
  }

  @Test
  void refusesToWrite() {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(client::connect)
        .returns("25006", SQLException::getSQLState)
        .withMessageContaining("standby cluster")
        .withMessageContaining(standby.leader().address());
  }

  @Test
  void readsFromItsReplicasThenFromItsLeader() throws SQLException {
    Member leader = standby.leader();
    Member replica = standby.awaitReplicas(1).get(0);
    String soon = "pollInterval=500ms";
    client.awaitReplicasHeard("readOnly=true", soon);
    assertThat(client.readFrom(10, soon)).containsOnly(replica);
    assertThat(client.readFrom(20, soon, "readOnlyTarget=any")).containsOnly(leader, replica);
    replica.kill();
    try (Connection connection = client.connect("readOnly=true", soon)) {
      assertThat(client.serverOf(connection)).isEqualTo(leader);
      assertThat(pgha(connection).role()).isEqualTo(Role.STANDBY_LEADER);
    }
  }
}
