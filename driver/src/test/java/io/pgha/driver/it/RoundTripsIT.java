package io.pgha.driver.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a connect costs beside pgjdbc's own, from PostgreSQL 14 on. */
final class RoundTripsIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder().members(1));

  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);

  @Test
  void aConnectTakesNoMoreOfThemThanPgjdbcs() throws Exception {
    Member leader = cluster.leader();
    assertThat(Integer.parseInt(leader.sql("show server_version_num")))
        .isGreaterThanOrEqualTo(140_000);
    try (Relay relay = new Relay(leader.host(), leader.port())) {
      connectAndClose("jdbc:postgresql://" + relay.address() + "/" + cluster.database());
      int pgjdbcs = relay.roundTrips();
      assertThat(pgjdbcs).isPositive();
      String url =
          "jdbc:pgha://"
              + relay.address()
              + "/"
              + cluster.database()
              + "?discovery=off&patroniUrls="
              + leader.apiUrl();

      connectAndClose(url);
      assertThat(relay.roundTrips()).as("for writing").isEqualTo(pgjdbcs);
      connectAndClose(url + "&readOnly=true&readOnlyTarget=any");
      assertThat(relay.roundTrips()).as("for reading").isEqualTo(pgjdbcs);
    }
  }

  private void connectAndClose(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, client.credentials())) {
      assertThat(connection.isClosed()).isFalse();
    }
  }
}
