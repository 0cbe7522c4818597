package io.pgha.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgha.spring.shop.Orders;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** A Spring Boot application under load on a cluster that changes its leader. */
final class FailoverIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Without synchronous mode PostgreSQL itself may lose what it has acknowledged. */
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder().configure("synchronous_mode", true));

  private final PatroniCluster cluster = patroni.cluster();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void goesOnByItselfAfterASwitchover(boolean jpa) {
    try (ConfigurableApplicationContext application = Applications.start(cluster, jpa)) {
      Load load = new Load(application.getBean(Orders.class));
      try (load) {
        awaitWriting(load, cluster.leader());
        // Patroni switches over to a synchronous standby only.
        cluster.awaitSynchronousStandby();
        Member next = cluster.switchover();
        awaitWriting(load, next);
        awaitReading(load);
      }
      check("switchover", jpa, load);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void goesOnByItselfAfterTheLeaderIsKilled(boolean jpa) {
    try (ConfigurableApplicationContext application = Applications.start(cluster, jpa)) {
      HealthEndpoint health = application.getBean(HealthEndpoint.class);
      await("health").atMost(PATIENCE).until(() -> status(health).equals("UP"));
      Load load = new Load(application.getBean(Orders.class));
      try (load) {
        Member killed = cluster.leader();
        awaitWriting(load, killed);
        // One that dies before Patroni has written down its synchronous standby has no successor.
        cluster.awaitSynchronousStandby();
        killed.kill();
        await("a health that tells of it, of an application that is up")
            .atMost(PATIENCE)
            .until(() -> isUpWhileDegraded(health));
        awaitWriting(load, cluster.awaitLeaderOtherThan(killed));
        awaitReading(load);
        await("health").atMost(PATIENCE).until(() -> status(health).equals("UP"));
      }
      check("leader killed", jpa, load);
    }
  }

  private static String status(HealthEndpoint health) {
    return Objects.requireNonNull(health.healthForPath("pgha")).getStatus().getCode();
  }

  /** Asked before and after, so that pgha was DEGRADED while the application was UP. */
  private static boolean isUpWhileDegraded(HealthEndpoint health) {
    return status(health).equals("DEGRADED")
        && health.health().getStatus().equals(Status.UP)
        && status(health).equals("DEGRADED");
  }

  private static void awaitWriting(Load load, Member leader) {
    load.takeServers();
    await("orders placed on " + leader).atMost(PATIENCE).until(() -> load.reaches(leader.host()));
  }

  private static void awaitReading(Load load) {
    long before = load.reads();
    await("reads").atMost(PATIENCE).until(() -> load.reads() > before + 10);
  }

  private void check(String what, boolean jpa, Load load) {
    System.out.printf(
        "%s, %s: %d orders acknowledged, %d reads, errors by SQLSTATE: %s%n",
        what,
        jpa ? "JPA" : "JdbcTemplate",
        load.acknowledged().size(),
        load.reads(),
        load.errors());
    assertThat(load.errors().keySet())
        .as("failures hidden by that of a rollback")
        .noneMatch(error -> error.contains("Connection is closed"));
    Set<Long> there =
        cluster
            .leader()
            .sql("select id from orders")
            .lines()
            .map(Long::valueOf)
            .collect(Collectors.toSet());
    assertThat(there).containsAll(load.acknowledged());
  }
}
