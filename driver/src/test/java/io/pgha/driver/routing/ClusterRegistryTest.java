package io.pgha.driver.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.pgha.driver.Monitors;
import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.cluster.TestTicker;
import io.pgha.driver.config.Config;
import io.pgha.driver.patroni.Behaviour;
import io.pgha.driver.patroni.FakePatroni;
import io.pgha.driver.routing.ClusterRegistry.Lease;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clusters here have members at addresses where nothing listens. */
final class ClusterRegistryTest {
  private static final String A = "127.0.0.1:21,127.0.0.2:21";
  private static final String B = "127.0.0.1:22";
  private static final String PARAMETERS = "patroniPort=1&pollInterval=100ms&discovery=off";

  private final TestTicker ticker = TestTicker.running();

  /** Waits longer for threads than it would: a slow machine proves nothing. */
  private final ClusterRegistry registry = new ClusterRegistry(ticker, Duration.ofMinutes(1));

  @AfterEach
  void close() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//127.0.0.2:21,127.0.0.1:21/db?" + PARAMETERS,
        "//127.0.0.1:21,127.0.0.2:21,127.0.0.1:21/db?" + PARAMETERS,
        "//" + A + "/other?" + PARAMETERS + "&user=u&password=p&ssl=true",
        "//" + A + "/db?" + PARAMETERS + "&readOnly=true&readOnlyTarget=any&maxReplicaLag=1MB",
        "//" + A + "/db?" + PARAMETERS + "&targetServerType=secondary&failoverTimeout=1s",
        "//" + A + "/db?" + PARAMETERS + "&patroniUrls=http://127.0.0.1:1,http://127.0.0.2:1",
      })
  void watchesOneClusterForUrlsThatMeanTheSame(String rest) throws SQLException {
    assertThat(cluster(rest)).isSameAs(cluster("//" + A + "/db?" + PARAMETERS));
    assertThat(Monitors.of(A).size() + Monitors.of("127.0.0.2:21,127.0.0.1:21").size())
        .isEqualTo(1);
  }

  @Test
  void takesHostsInAnyCaseForTheSame() throws SQLException {
    assertThat(cluster("//localhost/db?patroniPort=1"))
        .isSameAs(cluster("//LocalHost:5432/db?patroniPort=1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//127.0.0.1:21/db?" + PARAMETERS,
        "//" + A + "/db?patroniPort=2&pollInterval=100ms&discovery=off",
        "//" + A + "/db?patroniPort=1&pollInterval=200ms&discovery=off",
        "//" + A + "/db?patroniPort=1&pollInterval=100ms",
        "//" + A + "/db?" + PARAMETERS + "&allowedMembers=127.0.0.0/8",
      })
  void watchesAnotherClusterWhereMembersOrTheirApisDiffer(String rest) throws SQLException {
    assertThat(cluster(rest)).isNotSameAs(cluster("//" + A + "/db?" + PARAMETERS));
  }

  @Test
  void sharesARouterAmongEqualRoutingSettingsOnly() throws SQLException {
    Router router = lease(A).router();
    assertThat(lease(A).router()).isSameAs(router);
    assertThat(lease("//" + A + "/db?" + PARAMETERS, "readOnlyTarget", "any").router())
        .isNotSameAs(router);
  }

  @Test
  void watchesAClusterWhileSomebodyUsesIt() throws SQLException {
    Lease used = lease(A);
    lease(B).close();
    ticker.advance(Duration.ofDays(1));
    Monitors.awaitEnd(B);
    assertThat(Monitors.of(A)).hasSize(1);
    assertThat(lease(A).router()).isSameAs(used.router());
  }

  @Test
  void lingersForTheNextUserAfterTheLast() throws SQLException {
    Cluster cluster = clusterOf(A);
    ticker.advance(Duration.ofSeconds(20));
    assertThat(clusterOf(A)).isSameAs(cluster);
    ticker.advance(Duration.ofSeconds(20));
    assertThat(clusterOf(A)).isSameAs(cluster);
    ticker.advance(Duration.ofSeconds(40));
    Monitors.awaitEnd(A);
    assertThat(clusterOf(A)).isNotSameAs(cluster);
  }

  @Test
  void endsAlsoTheMonitorThatKnowsNoMember() throws SQLException {
    String discoveryOnly = "//127.0.0.3:21/db?patroniUrls=http://127.0.0.1:1,http://127.0.0.2:1";
    lease(discoveryOnly, "pollInterval", "100ms").close();
    assertThat(Monitors.of("127.0.0.3:21")).hasSize(1);
    ticker.advance(Duration.ofMinutes(1));
    Monitors.awaitEnd("127.0.0.3:21");
  }

  @Test
  void countsALeaseThatIsClosedTwiceOnce() throws SQLException {
    Lease kept = lease(A);
    Lease closed = lease(A);
    closed.close();
    closed.close();
    lease(B).close();
    ticker.advance(Duration.ofHours(1));
    Monitors.awaitEnd(B);
    assertThat(clusterOf(A)).isSameAs(kept.router().cluster());
  }

  @Test
  void endsTheMonitorOfAUserThatWasForgotten() throws SQLException {
    Lease kept = lease(A);
    lease(B);
    await()
        .until(
            () -> {
              System.gc();
              ticker.advance(Duration.ofMinutes(1));
              return Monitors.of(B).isEmpty();
            });
    assertThat(clusterOf(A)).isSameAs(kept.router().cluster());
  }

  @Test
  void forgetsPasswordsAlthoughNobodyConnectsAgain() throws SQLException {
    Lease used = lease(A);
    WeakReference<Config> given = new WeakReference<>(given());
    ticker.advance(Duration.ofMinutes(1));
    await()
        .until(
            () -> {
              System.gc();
              return given.refersTo(null);
            });
    used.close();
  }

  private Config given() throws SQLException {
    return registry.configs().of("jdbc:pgha://" + A + "/db?password=secret", null);
  }

  @Test
  void countsUsersRightHoweverManyComeAndGoAtOnce() throws Exception {
    Lease kept = lease(A);
    ExecutorService users = Executors.newFixedThreadPool(8);
    try {
      for (Future<Boolean> same : users.invokeAll(users(kept.router().cluster()))) {
        assertThat(same.get()).isTrue();
      }
    } finally {
      users.shutdown();
    }
    lease(B).close();
    ticker.advance(Duration.ofHours(1));
    Monitors.awaitEnd(B);
    assertThat(clusterOf(A)).isSameAs(kept.router().cluster());
    kept.close();
    ticker.advance(Duration.ofHours(1));
    Monitors.awaitEnd(A);
  }

  private List<Callable<Boolean>> users(Cluster cluster) {
    Callable<Boolean> user =
        () -> Stream.generate(() -> A).limit(500).allMatch(hosts -> cluster == clusterOf(hosts));
    return Stream.generate(() -> user).limit(8).toList();
  }

  @Test
  void keepsALateLeaseOfAnEndedClusterApartFromTheNewCluster() throws SQLException {
    Lease old = lease(A);
    registry.close();
    Monitors.awaitEnd(A);
    Lease kept = lease(A);
    assertThat(kept.router().cluster()).isNotSameAs(old.router().cluster());
    old.close();
    lease(B).close();
    ticker.advance(Duration.ofHours(1));
    Monitors.awaitEnd(B);
    assertThat(clusterOf(A)).isSameAs(kept.router().cluster());
  }

  @Test
  void hasEndedItsThreadsWhenItIsClosed() throws Exception {
    try (FakePatroni hung = FakePatroni.start().behave(Behaviour.hang())) {
      lease("//127.0.0.4:21/db", "patroniUrls", hung.api().toString());
      await().until(() -> !hung.requests().isEmpty());

      registry.close();

      assertThat(Monitors.of("127.0.0.4:21")).isEmpty();
      assertThat(codeRunningIn("pgha-patroni-")).isEmpty();
    }
  }

  /** An idle thread runs code of the JDK only. */
  private static List<String> codeRunningIn(String threads) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().startsWith(threads))
        .flatMap(thread -> Stream.of(thread.getValue()))
        .map(StackTraceElement::getClassName)
        .filter(name -> name.matches("(io\\.pgha|okhttp3|okio)\\..*"))
        .toList();
  }

  @Test
  void watchesNothingWhenAFileOfTheUrlIsMissing() {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> lease("//" + A + "/db", "patroniCaFile", "missing.pem"))
        .withMessageContaining("missing.pem")
        .matches(refusal -> "22023".equals(refusal.getSQLState()));
    Monitors.awaitEnd(A);
  }

  private Cluster cluster(String rest) throws SQLException {
    return lease(rest, "ApplicationName", "test").router().cluster();
  }

  /** What somebody sees who uses it for a moment only. */
  private Cluster clusterOf(String hosts) {
    try (Lease lease = lease(hosts)) {
      return lease.router().cluster();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Lease lease(String hosts) throws SQLException {
    return lease("//" + hosts + "/db?" + PARAMETERS, "ApplicationName", "test");
  }

  private Lease lease(String rest, String name, String value) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty(name, value);
    return registry.lease(Config.of("jdbc:pgha:" + rest, properties));
  }
}
