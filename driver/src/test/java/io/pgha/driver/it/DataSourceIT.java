package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pgha.driver.PghaConnection;
import io.pgha.driver.PghaDataSource;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@link PghaDataSource} on a real cluster. */
final class DataSourceIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder().members(2));

  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);
  private final PghaDataSource source = new PghaDataSource();

  @BeforeEach
  void setUp() {
    source.setUrl(client.url());
    source.setUser(cluster.user());
    source.setPassword(cluster.password());
  }

  @AfterEach
  void close() {
    source.close();
  }

  @Test
  void connectsAsItsPropertiesSay() throws SQLException {
    client.awaitReplicasHeard();
    source.setProperty("readOnly", "true");
    try (Connection connection = source.getConnection()) {
      assertThat(client.serverOf(connection)).isIn(cluster.awaitReplicas(1));
      assertThat(ask(connection, "select current_user")).isEqualTo(cluster.user());
      assertThat(connection.isWrapperFor(PghaConnection.class)).isTrue();
    }
  }

  @Test
  void connectsAsTheUserThatIsAskedForIfOneIs() throws SQLException {
    try (Connection connection =
        source.getConnection(cluster.superuser(), cluster.superuserPassword())) {
      assertThat(ask(connection, "select current_user")).isEqualTo(cluster.superuser());
    }
    try (Connection connection = source.getConnection(null, null)) {
      assertThat(ask(connection, "select current_user")).isEqualTo(cluster.user());
    }
  }

  @Test
  void leavesConnectionsOpenWhenItIsClosed() throws SQLException {
    client.awaitReplicasHeard();
    try (Connection connection = source.getConnection()) {
      source.close();
      assertThat(ask(connection, "select 1")).isEqualTo("1");
      connection.setReadOnly(true);
      assertThat(client.serverOf(connection)).isIn(cluster.awaitReplicas(1));
    }
  }

  @Test
  @Timeout(60)
  void givesUpAfterItsLoginTimeoutAndTellsWhatItSaw() {
    source.setUrl("jdbc:pgha://127.0.0.1:1/db?patroniPort=1&failoverTimeout=10min");
    source.setLoginTimeout(5);
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(source::getConnection)
        .withMessageStartingWith("No member is a leader that takes writes after ")
        .withMessageContaining("127.0.0.1:1: no answer from http://127.0.0.1:1")
        .matches(refusal -> "08001".equals(refusal.getSQLState()));
  }
}
