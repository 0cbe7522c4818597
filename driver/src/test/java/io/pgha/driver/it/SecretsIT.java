package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.ask;
import static io.pgha.driver.it.ClusterClient.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.pgha.driver.Traces;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Passwords appear neither in logs, however talkative, nor in exceptions. */
final class SecretsIT {
  private static final String WRONG = "s3cr3t";

  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder().members(2));

  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);
  private final Traces traces = new Traces();

  @AfterEach
  void close() {
    traces.close();
  }

  @Test
  void areNotToldWhenTheyAreRight() throws SQLException {
    try (Connection connection = DriverManager.getConnection(urlWith(cluster.password()))) {
      run(connection, "create temporary table t (i int)");
      connection.setReadOnly(true);
      ask(connection, "select 1");
    }
    assertThat(traces.text()).contains("org.postgresql").doesNotContain(cluster.password());
  }

  @Test
  void areNotToldWhenTheyAreWrong() {
    assertThat(refusal(urlWith(WRONG)).getSQLState()).isEqualTo("28P01");
    assertThat(traces.text()).doesNotContain(WRONG);
  }

  @Test
  void areNotToldWhenNobodyAnswers() {
    String nobody = "jdbc:pgha://127.0.0.1:1/db?patroniPort=1&failoverTimeout=100ms";
    assertThat(refusal(nobody + "&user=u&password=" + WRONG).getSQLState()).isEqualTo("08001");
    assertThat(traces.text()).contains("no answer").doesNotContain(WRONG);
  }

  @Test
  void areNotToldWhileAPoolFollowsTheLeader() {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(urlWith(cluster.password()));
      pool.setMaximumPoolSize(2);
      Member old = cluster.leader();
      assertThat(writesElsewhereThan(old, pool)).isFalse();
      Member now = cluster.switchover();
      await().atMost(Duration.ofSeconds(30)).until(() -> writesElsewhereThan(old, pool));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(traces.text()).containsPattern("leader is .*" + now.address()));
      assertThat(traces.text()).doesNotContain(cluster.password());
    }
  }

  private boolean writesElsewhereThan(Member member, HikariDataSource pool) {
    try (Connection connection = pool.getConnection()) {
      run(connection, "create temporary table if not exists t (i int)");
      return client.serverOf(connection) != member;
    } catch (SQLException e) {
      traces.add(e);
      return false;
    }
  }

  private String urlWith(String password) {
    return client.url("user=" + cluster.user(), "password=" + password);
  }

  private SQLException refusal(String url) {
    SQLException refusal =
        catchThrowableOfType(SQLException.class, () -> DriverManager.getConnection(url).close());
    traces.add(refusal);
    return refusal;
  }
}
