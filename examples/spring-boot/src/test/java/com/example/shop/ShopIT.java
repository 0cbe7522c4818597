package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "server.address=127.0.0.1")
class ShopIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final PatroniCluster cluster = patroni.cluster();
  private final RestClient http;

  ShopIT(@Value("${local.server.port}") int port) {
    this.http = RestClient.create("http://127.0.0.1:" + port);
  }

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    PatroniCluster cluster = patroni.cluster();
    properties.add("spring.datasource.url", () -> TestCluster.url(cluster));
    properties.add("spring.datasource.username", cluster::user);
    properties.add("spring.datasource.password", cluster::password);
  }

  private <T> T get(String path, Class<T> type) {
    return Objects.requireNonNull(http.get().uri(path).retrieve().body(type));
  }

  private Order place(String item) {
    return Objects.requireNonNull(
        http.post().uri("/orders?item={item}", item).retrieve().body(Order.class));
  }

  @Test
  void placesOrdersOnTheLeaderAndReadsThemFromReplicas() {
    Order placed = place("tea");
    assertThat(placed.server()).isEqualTo(cluster.leader().host());

    // A replica may lag, or be lost: what fails is asked again.
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(get("/orders", Order[].class))
                    .anyMatch(order -> order.id() == placed.id())
                    .extracting(Order::server)
                    .doesNotContain(cluster.leader().host()));
  }

  @Test
  void placesOrdersAgainAfterASwitchover() {
    place("before");
    Member next = cluster.switchover();

    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> place("after").server().equals(next.host()));
  }

  @Test
  void tellsOfTheClusterInActuator() {
    // The test before may have moved the leader.
    await().atMost(PATIENCE).ignoreExceptions().untilAsserted(this::assertActuatorTells);
  }

  private void assertActuatorTells() {
    assertThat(get("/actuator/health", String.class))
        .contains("\"pgha\"", "\"leaderState\":\"ready\"", "\"role\":\"leader\"");
    assertThat(Arrays.asList(get("/actuator/prometheus", String.class).split("\n")))
        .anyMatch(line -> line.startsWith("pgha_leader_ready{") && line.endsWith(" 1.0"))
        .anyMatch(
            line ->
                line.startsWith("hikaricp_connections_max{pool=\"pgha-")
                    && line.endsWith("-read\"} 10.0"))
        .anyMatch(
            line ->
                line.startsWith("hikaricp_connections_max{pool=\"pgha-")
                    && line.endsWith("-write\"} 5.0"));
  }
}
