package io.pgha.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import io.pgha.testkit.ProxyHost;
import io.pgha.testkit.ProxyHosts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The scripts of {@code docs/server-side.md} run on two empty hosts as they stand there, but for
 * addresses, names and the password, and what the package manager and systemd would do. systemd
 * finds nothing wrong with the units.
 */
final class ServerSideDocsIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder().members(2).onNetwork());

  /** A host has no /usr/local of its own. */
  private static final String PREPARATION =
      """
      set -e
      apt-get() { :; }
      systemctl() { :; }
      export PATH="%s/bin:/run/bin:$PATH"
      mkdir -p /run/bin /run/lib
      cd /etc/haproxy
      ln -sf '%s' pgha.jar
      """;

  private static final String SOCKET = "/run/haproxy/admin.sock";

  /** What the unit of Debian's package sets. */
  private static final String ENVIRONMENT = "CONFIG=/etc/haproxy/haproxy.cfg; EXTRAOPTS=; ";

  private final PatroniCluster cluster = patroni.cluster();

  @Test
  void leadFromTwoEmptyHostsToAVirtualAddress() throws IOException {
    ProxyHosts hosts = cluster.addProxyHosts(2);
    Docs docs = Docs.of(Docs.SERVER_SIDE);
    List<String> scripts = docs.blocks("sh");
    for (ProxyHost host : hosts.hosts()) {
      host.write("/etc/haproxy/pgha.yaml", here(docs.blocks("yaml").get(0), hosts, host));
      scripts.stream()
          .limit(3)
          .map(script -> here(script, hosts, host))
          .forEach(script -> eventually(() -> run(host, script)));
      host.startHaproxy();
      host.startKeepalived();
    }
    hosts.awaitHolder();
    cluster.await("writes at the virtual address", () -> isInRecovery(hosts, 5000, "off"));
    cluster.await("reads at the virtual address", () -> isInRecovery(hosts, 5001, "on"));
    ProxyHost first = hosts.hosts().get(0);
    scripts.stream()
        .skip(3)
        .forEach(script -> assertFindsNoError(first, here(script, hosts, first)));
    String check =
        here(
            "pgha check 'jdbc:pgha://10.5.5.147,10.5.5.148/app' haproxy.cfg"
                + " /etc/keepalived/keepalived.conf",
            hosts,
            first);
    eventually(
        () ->
            assertThat(run(first, check))
                .isEqualTo("haproxy.cfg: fits\n/etc/keepalived/keepalived.conf: fits"));
    assertReloads(first, docs.blocks("ini").get(0));
  }

  /** As systemd does it with this drop-in for the unit of Debian's package. */
  private void assertReloads(ProxyHost host, String dropIn) {
    List<String> commands =
        dropIn
            .lines()
            .filter(line -> line.startsWith("ExecReload="))
            .map(line -> line.substring("ExecReload=".length()))
            .toList();
    assertThat(commands).hasSize(4).startsWith("").endsWith("/bin/kill -USR2 $MAINPID");
    String out = cluster.members().get(0).name();
    host.askHaproxy(SOCKET, "set server pgha_reads/" + out + " state maint");
    String worker = worker(host);
    commands.subList(1, 3).forEach(command -> run(host, ENVIRONMENT + command));
    host.reloadHaproxy();
    cluster.await("another worker", () -> !worker(host).equals(worker));
    String state = host.askHaproxy(SOCKET, "show servers state pgha_reads");
    assertThat(RunningHaproxy.showsMaintenance(state, out)).as(state).isTrue();
  }

  /** An IllegalStateException while nobody answers, as between two workers. */
  private static String worker(ProxyHost host) {
    try {
      return host.askHaproxy(SOCKET, "show info")
          .lines()
          .filter(line -> line.startsWith("Pid: "))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("No process id"));
    } catch (UncheckedIOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void haveUnitsWithWhichSystemdFindsNothingWrong() throws IOException {
    List<String> units = Docs.of(Docs.SERVER_SIDE).blocks("ini");
    ProxyHost host = cluster.addProxyHosts(1).hosts().get(0);
    host.write("/run/systemd/system/haproxy.service.d/override.conf", units.get(0));
    host.write(
        "/run/systemd/system/pgha-watch.service",
        units.get(1).replace("/usr/local/bin/pgha", "/bin/true"));
    assertThat(
            host.run(
                "/usr/bin/systemd-analyze",
                "verify",
                "--man=no",
                "haproxy.service",
                "pgha-watch.service"))
        .isEmpty();
  }

  private void assertFindsNoError(ProxyHost host, String doctor) {
    eventually(
        () ->
            assertThat(run(host, doctor))
                .contains("advice   synchronous_mode is off")
                .doesNotContain("error"));
  }

  /**
   * What asks once may find a member late on a machine with much to do, and fails, or takes longer
   * than a host gives it. All that is run here may be run twice.
   */
  private static void eventually(ThrowingRunnable run) {
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptionsInstanceOf(IllegalStateException.class)
        .untilAsserted(run);
  }

  private static String run(ProxyHost host, String script) {
    Path jar = Path.of(System.getProperty("pgha.jar"));
    return host.run(
        "/bin/bash", "-c", PREPARATION.formatted(System.getProperty("java.home"), jar) + script);
  }

  private String here(String text, ProxyHosts hosts, ProxyHost host) {
    int port = URI.create(cluster.members().get(0).apiUrl()).getPort();
    int number = hosts.hosts().indexOf(host) + 1;
    return text.replace("10.5.5.147,10.5.5.148/app?", "10.5.5.147,10.5.5.148/app?&")
        .replaceAll(
            "10.5.5.147,10.5.5.148/app\\??",
            "%s/%s?patroniPort=%d".formatted(cluster.jdbcHosts(), cluster.database(), port))
        .replace("*:*:app:app_user:app_password", passwordLine())
        .replace("app_user", cluster.user())
        .replace("10.5.5.11/", hosts.hosts().get(0).address() + "/")
        .replace("10.5.5.12/", hosts.hosts().get(1).address() + "/")
        .replace("10.5.5.100", hosts.virtualAddress())
        .replace("--for lb1", "--for lb" + number)
        .replace("/usr/local/", "/run/");
  }

  private String passwordLine() {
    return "*:*:%s:%s:%s".formatted(cluster.database(), cluster.user(), cluster.password());
  }

  private boolean isInRecovery(ProxyHosts hosts, int port, String wanted) {
    String url =
        "jdbc:postgresql://%s:%d/%s?connectTimeout=2"
            .formatted(hosts.virtualAddress(), port, cluster.database());
    try (Connection connection =
            DriverManager.getConnection(url, cluster.user(), cluster.password());
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("show in_hot_standby")) {
      answer.next();
      return answer.getString(1).equals(wanted);
    } catch (SQLException e) {
      return false;
    }
  }
}
