package io.pgha.proxy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import io.pgha.testkit.ProxyHost;
import io.pgha.testkit.ProxyHosts;
import io.pgha.testkit.VirtualAddressWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The whole path for real: applications with pgjdbc alone at a virtual address, two HAProxy hosts
 * behind it, and a cluster. The profiles {@code article} and {@code default} suffer the same faults
 * at the same time, each with a pair of hosts of its own. Times are printed; what is promised is
 * asserted, of {@code default} alone.
 */
final class ServerSidePathIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder().members(3).onNetwork());

  /**
   * Hosts that hear each other settle it by themselves within VRRP's three announcements, one a
   * second, and what delays them and us on a busy machine. What must not be is an address that
   * stays on both until somebody helps.
   */
  private static final Duration LONGEST_ON_BOTH = Duration.ofSeconds(15);

  private static final AtomicLong timeline = new AtomicLong();
  private static final List<Result> results = new ArrayList<>();

  private static ProxiedPath article;
  private static ProxiedPath best;

  private final PatroniCluster cluster = patroni.cluster();
  private Trial trial;

  @BeforeAll
  static void startPaths() throws Exception {
    PatroniCluster cluster = patroni.cluster();
    cluster.leader().sql("set role " + cluster.user() + "; " + Traffic.TABLE);
    article = ProxiedPath.start(cluster, "article");
    best = ProxiedPath.start(cluster, "default");
  }

  @BeforeEach
  void startTraffic(TestInfo info) {
    trial = new Trial(info.getDisplayName(), cluster, List.of(article, best), timeline);
  }

  @AfterEach
  void stopTraffic() {
    trial.close();
  }

  @AfterAll
  static void printResults() throws IOException {
    String table = Result.table(results);
    System.out.println(table);
    Files.writeString(Path.of("target/server-side-path.md"), table);
  }

  @Test
  @DisplayName("switchover")
  void outlivesASwitchover() {
    cluster.switchover();
    assertPromises();
    assertAddressStayedOnOneHost();
  }

  @Test
  @DisplayName("leader killed")
  void outlivesTheLossOfTheLeader() {
    Member old = cluster.leader();
    old.kill();
    cluster.awaitLeaderOtherThan(old);
    assertPromises();
    assertAddressStayedOnOneHost();
  }

  @Test
  @DisplayName("all replicas killed, and returned")
  void readsOnTheLeaderWhileThereAreNoReplicas() {
    List<Member> replicas = cluster.awaitReplicas(2);
    replicas.forEach(Member::kill);
    trial.awaitCalm();
    replicas.forEach(Member::start);
    cluster.awaitHealthy();
    trial.awaitReadsOnReplicas(best);
    assertPromises();
    assertAddressStayedOnOneHost();
  }

  @Test
  @DisplayName("HAProxy killed on the VIP's host")
  void outlivesTheLossOfHaproxy() {
    List<ProxyHost> old = holders();
    old.forEach(ProxyHost::killHaproxy);
    awaitOthers(old);
    trial.awaitCalm();
    old.forEach(ProxyHost::startHaproxy);
    assertPromises();
    assertAddressStayedOnOneHost();
  }

  /** Nobody takes the address away from its host until keepalived runs there again. */
  @Test
  @DisplayName("keepalived killed on the VIP's host, started after some seconds")
  void outlivesTheLossOfKeepalived() {
    List<ProxyHost> old = holders();
    old.forEach(ProxyHost::killKeepalived);
    awaitOthers(old);
    trial.awaitCalm();
    awaitBothToHaveAddressAndServe(article);
    awaitBothToHaveAddressAndServe(best);
    old.forEach(ProxyHost::startKeepalived);
    assertPromises();
  }

  @Test
  @DisplayName("the VIP's host unplugged, and plugged in")
  void outlivesTheLossOfAHost() {
    List<ProxyHost> old = holders();
    old.forEach(ProxyHost::unplug);
    awaitOthers(old);
    trial.awaitCalm();
    old.forEach(ProxyHost::plug);
    assertPromises();
    assertAddressStayedOnOneHost();
  }

  /**
   * The host sees nothing of it, and keeps the address that the other one takes. Only from its
   * return on can both be reached.
   */
  @Test
  @DisplayName("all packets of the VIP's host lost, and no more")
  void outlivesAHostThatIsCutOff() {
    List<ProxyHost> old = holders();
    old.forEach(ProxyHost::isolate);
    awaitOthers(old);
    trial.awaitCalm();
    awaitBothToHaveAddress(best);
    try (VirtualAddressWatch sinceReturn = best.hosts().watch()) {
      old.forEach(ProxyHost::rejoin);
      assertPromises();
      assertThat(sinceReturn.longestOnSeveral()).as("VIP on two hosts").isLessThan(LONGEST_ON_BOTH);
    }
  }

  private void awaitBothToHaveAddress(ProxiedPath path) {
    ProxyHosts both = path.hosts();
    cluster.await("both hosts to have the address", () -> both.holders().equals(both.hosts()));
  }

  private void awaitBothToHaveAddressAndServe(ProxiedPath path) {
    awaitBothToHaveAddress(path);
    for (ProxyHost host : path.hosts().hosts()) {
      await("writes through " + host)
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptions()
          .until(() -> writes(host, path.writePort()));
    }
  }

  private boolean writes(ProxyHost host, int port) throws SQLException {
    String url = "jdbc:postgresql://%s:%d/%s".formatted(host.address(), port, cluster.database());
    try (Connection connection =
            DriverManager.getConnection(url, cluster.user(), cluster.password());
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("show transaction_read_only")) {
      return answer.next() && answer.getString(1).equals("off");
    }
  }

  private static List<ProxyHost> holders() {
    return hosts().map(ProxyHosts::awaitHolder).toList();
  }

  private static void awaitOthers(List<ProxyHost> old) {
    for (ProxyHost host : old) {
      hosts()
          .filter(hosts -> hosts.hosts().contains(host))
          .forEach(hosts -> hosts.awaitHolderOtherThan(host));
    }
  }

  private static Stream<ProxyHosts> hosts() {
    return Stream.of(article, best).map(ProxiedPath::hosts);
  }

  /** And each client is well again, on either path. */
  private void assertPromises() {
    trial.awaitCalm();
    hosts().forEach(ProxyHosts::awaitHolder);
    results.addAll(trial.results());
    assertThat(resultOfDefault().misrouted()).as("misrouted writes").isZero();
  }

  private void assertAddressStayedOnOneHost() {
    assertThat(resultOfDefault().onSeveral()).as("VIP on two hosts").isLessThan(LONGEST_ON_BOTH);
  }

  private static Result resultOfDefault() {
    return results.get(results.size() - 1);
  }

  /** Or their absence would mean nothing. */
  @Test
  @DisplayName("none")
  void seesMisroutedWrites() {
    try (Traffic wrong = new Traffic(best, cluster, best.readPort(), timeline)) {
      await().atMost(Duration.ofMinutes(1)).until(() -> wrong.misrouted() > 0);
    }
  }
}
