package io.pgha.driver.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.PghaConnection;
import io.pgha.driver.topology.View;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How sessions for reading that stay open spread over two replicas. */
final class LoadBalanceIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private static final int CONNECTIONS = 20;

  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);
  private final List<Connection> open = new ArrayList<>();

  /** The first look of a monitor may end before the second replica has answered. */
  @BeforeEach
  void awaitBothReplicas() throws SQLException {
    Connection watching = client.connect("pollInterval=500ms");
    open.add(watching);
    PghaConnection pgha = ClusterClient.pgha(watching);
    cluster.await("the driver to see both replicas", () -> replicas(pgha.view()) == 2);
  }

  private static long replicas(View view) {
    return view.members().stream().filter(seen -> seen.lag().orElse(-1) == 0).count();
  }

  @AfterEach
  void close() throws SQLException {
    for (Connection each : open) {
      each.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leastConnections", "roundRobin"})
  void evensOut(String strategy) throws SQLException {
    Map<Member, Long> sessions = sessions(strategy);

    assertThat(sessions).containsOnlyKeys(cluster.awaitReplicas(2));
    assertThat(sessions.values())
        .allMatch(count -> Math.abs(count - CONNECTIONS / 2) <= 1, "half of them, or one aside");
  }

  @Test
  void usesAllAtRandom() throws SQLException {
    assertThat(sessions("random")).containsOnlyKeys(cluster.awaitReplicas(2));
  }

  private Map<Member, Long> sessions(String strategy) throws SQLException {
    List<Member> servers = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      Connection connection =
          client.connect("pollInterval=500ms", "readOnly=true", "loadBalanceStrategy=" + strategy);
      open.add(connection);
      servers.add(client.serverOf(connection));
    }
    return servers.stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }
}
