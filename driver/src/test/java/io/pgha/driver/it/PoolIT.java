package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The driver in a pool that knows nothing of it. */
final class PoolIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);

  private HikariConfig config(String... parameters) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(client.url(parameters));
    config.setUsername(cluster.user());
    config.setPassword(cluster.password());
    config.setMaximumPoolSize(2);
    return config;
  }

  @Test
  void writesToTheLeaderAndReadsFromReplicasByTheFlag() throws SQLException {
    HikariConfig config = config();
    config.setMaximumPoolSize(1);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      assertThat(serverFor(pool, /* readOnly= */ false)).isEqualTo(cluster.leader());
      assertThat(serverFor(pool, /* readOnly= */ true)).isIn(cluster.awaitReplicas(2));
      assertThat(serverFor(pool, /* readOnly= */ false)).isEqualTo(cluster.leader());
    }
  }

  private Member serverFor(HikariDataSource pool, boolean readOnly) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setReadOnly(readOnly);
      return client.serverOf(connection);
    }
  }

  @Test
  void readsFromReplicasInAPoolForReading() throws SQLException {
    HikariConfig config = config("readOnly=true");
    config.setReadOnly(true);
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection first = pool.getConnection();
        Connection second = pool.getConnection()) {
      assertThat(client.serverOf(first)).isIn(cluster.awaitReplicas(2));
      assertThat(client.serverOf(second)).isIn(cluster.awaitReplicas(2));
      assertThat(ask(first, "show transaction_read_only")).isEqualTo("on");
    }
  }

  /** HikariCP sets the flag of every new connection to its own, as it does with pgjdbc. */
  @Test
  void goesWhereThePoolsOwnFlagSaysWhateverTheUrlSays() throws SQLException {
    try (HikariDataSource pool = new HikariDataSource(config("readOnly=true"));
        Connection connection = pool.getConnection()) {
      assertThat(connection.isReadOnly()).isFalse();
      assertThat(client.serverOf(connection)).isEqualTo(cluster.leader());
    }
  }

  @Test
  void recoversAfterASwitchover() throws SQLException {
    HikariConfig forReading = config("readOnly=true");
    forReading.setReadOnly(true);
    try (HikariDataSource writers = new HikariDataSource(config());
        HikariDataSource readers = new HikariDataSource(forReading)) {
      run(writers, "create table written (i int)");
      cluster.switchover();
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(() -> run(writers, "insert into written values (1)"), cluster.leader()::equals);
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(() -> serverFor(readers, /* readOnly= */ true) != null);
    }
  }

  /** Gives the member that ran it. */
  private Member run(HikariDataSource pool, String sql) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      ClusterClient.run(connection, sql);
      return client.serverOf(connection);
    }
  }
}
