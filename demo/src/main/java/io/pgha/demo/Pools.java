package io.pgha.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pgha.driver.PghaConnection;
import io.pgha.driver.Role;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PatroniStatus;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** The application's two pools: the same URL, one for writing and one for reading. */
final class Pools {
  /** HikariCP's shortest. */
  static final int READING_LIFETIME_SECONDS = 30;

  private Pools() {}

  /** What the application is told of the cluster, and all that it is told. */
  static String url(PatroniCluster cluster) {
    Member any = cluster.members().get(0);
    int patroniPort = URI.create(any.apiUrl()).getPort();
    String port = patroniPort == 8008 ? "" : "?patroniPort=" + patroniPort;
    return "jdbc:pgha://" + cluster.jdbcHosts() + "/" + cluster.database() + port;
  }

  static HikariDataSource forWriting(PatroniCluster cluster) {
    HikariConfig config = config(cluster, "writing");
    config.setMaximumPoolSize(Workload.WRITERS);
    return new HikariDataSource(config);
  }

  static HikariDataSource forReading(PatroniCluster cluster) {
    HikariConfig config = config(cluster, "reading");
    config.setMaximumPoolSize(Workload.READERS);
    config.setMaxLifetime(TimeUnit.SECONDS.toMillis(READING_LIFETIME_SECONDS));
    // Both: the property is for the driver, which opens the connection; the setting is for the
    // pool, which would make it writable otherwise.
    config.addDataSourceProperty("readOnly", "true");
    config.setReadOnly(true);
    return new HikariDataSource(config);
  }

  private static HikariConfig config(PatroniCluster cluster, String name) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(url(cluster));
    config.setUsername(cluster.user());
    config.setPassword(cluster.password());
    return config;
  }

  /**
   * A pool keeps its connections, and a connection keeps its session: one that fell back to the
   * leader, or whose replica became the leader, would read there until its lifetime is over. This
   * application does not wait for that: it gives such a connection up as soon as a replica is
   * there, and the driver finds the replica for the next one. It learns both from the driver.
   */
  static Connection borrowForReading(HikariDataSource pool) throws SQLException {
    Connection connection = pool.getConnection();
    // Bounded: the driver may have another reason than we know not to use that replica.
    for (int i = 0; i < Workload.READERS && isMisplaced(connection); i++) {
      pool.evictConnection(connection);
      connection = pool.getConnection();
    }
    return connection;
  }

  private static boolean isMisplaced(Connection connection) throws SQLException {
    PghaConnection pgha = connection.unwrap(PghaConnection.class);
    return pgha.role() == Role.LEADER && pgha.view().members().stream().anyMatch(Pools::isReplica);
  }

  private static boolean isReplica(MemberView seen) {
    PatroniStatus status = seen.status();
    return seen.answering()
        && status != null
        && status.replica()
        && status.running()
        && !status.notStreaming();
  }
}
