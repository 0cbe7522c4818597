package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.ask;
import static io.pgha.driver.it.ClusterClient.pgha;
import static io.pgha.driver.it.ClusterClient.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pgha.driver.Role;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where connections go on a healthy cluster. */
final class RoutingIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);

  @Test
  void writesToTheLeader() throws SQLException {
    try (Connection connection = client.connect()) {
      run(connection, "create temporary table t (i int)");
      assertThat(client.serverOf(connection)).isEqualTo(cluster.leader());
      assertThat(pgha(connection).role()).isEqualTo(Role.LEADER);
    }
  }

  @Test
  void readsFromEveryReplicaAndNeverFromTheLeader() throws SQLException {
    client.awaitReplicasHeard();
    Set<Member> servers = new HashSet<>();
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              servers.addAll(client.readFrom(20));
              assertThat(servers).containsExactlyInAnyOrderElementsOf(cluster.awaitReplicas(2));
            });
  }

  @Test
  void theFlagMovesTheNextTransaction() throws SQLException {
    try (Connection connection = client.connect()) {
      connection.setAutoCommit(false);
      assertThat(client.serverOf(connection)).isEqualTo(cluster.leader());
      connection.commit();
      connection.setReadOnly(true);
      assertThat(client.serverOf(connection)).isIn(cluster.awaitReplicas(2));
      assertThat(ask(connection, "show transaction_read_only")).isEqualTo("on");
      connection.commit();
      connection.setReadOnly(false);
      assertThat(client.serverOf(connection)).isEqualTo(cluster.leader());
      assertThat(ask(connection, "show transaction_read_only")).isEqualTo("off");
    }
  }

  @Test
  void refusesToMoveInsideATransaction() throws SQLException {
    try (Connection connection = client.connect()) {
      connection.setAutoCommit(false);
      ask(connection, "select 1");
      assertThatThrownBy(() -> connection.setReadOnly(true))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25001"));
    }
  }

  @Test
  void aStatementStaysOnTheSessionItWasMadeOn() throws SQLException {
    try (Connection connection = client.connect();
        Statement writing = connection.createStatement()) {
      connection.setReadOnly(true);
      assertThatThrownBy(() -> writing.execute("select 1"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55000"));
      connection.setReadOnly(false);
      assertThat(writing.execute("select 1")).isTrue();
    }
  }

  @Test
  void anOpenResultSetStaysReadableAfterTheFlagHasChanged() throws SQLException {
    try (Connection connection = client.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select generate_series(1, 3)")) {
      connection.setReadOnly(true);
      ask(connection, "select 1");
      int sum = 0;
      while (rows.next()) {
        sum += rows.getInt(1);
      }
      assertThat(sum).isEqualTo(6);
    }
  }

  private interface RowStatement {
    void on(ResultSet rows) throws SQLException;
  }

  @Test
  void aRowChangesOnlyUnderTheFlagItWasReadUnder() throws SQLException {
    List<RowStatement> statements =
        List.of(
            ResultSet::insertRow,
            ResultSet::updateRow,
            ResultSet::deleteRow,
            ResultSet::refreshRow);
    try (Connection connection = client.connect();
        Statement writing =
            connection.createStatement(
                ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
      writing.execute("create temporary table t (i int primary key)");
      writing.execute("insert into t values (1), (2)");
      try (ResultSet rows = writing.executeQuery("select i from t order by i")) {
        rows.next();
        rows.updateInt(1, 3);
        connection.setReadOnly(true);
        for (RowStatement each : statements) {
          assertThatThrownBy(() -> each.on(rows)).hasFieldOrPropertyWithValue("SQLState", "55000");
        }
        connection.setReadOnly(false);
        rows.updateRow();
        rows.next();
        rows.deleteRow();
        rows.moveToInsertRow();
        rows.updateInt(1, 4);
        rows.insertRow();
      }
      assertThat(ask(connection, "select array_agg(i order by i) from t")).isEqualTo("{3,4}");
    }
  }

  @Test
  void tellsTheMemberItsRoleAndTheView() throws SQLException {
    try (Connection connection = client.connect("readOnly=true")) {
      assertThat(pgha(connection).role()).isIn(EnumSet.of(Role.REPLICA, Role.SYNC_STANDBY));
      assertThat(pgha(connection).member().postgres().host())
          .isEqualTo(client.serverOf(connection).host());
      assertThat(pgha(connection).view().members()).hasSize(3);
    }
  }
}
