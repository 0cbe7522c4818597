package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.ask;
import static io.pgha.driver.it.ClusterClient.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgha.testkit.ApiCertificates;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster that speaks nothing but TLS: etcd, Patroni's API with client certificates, PostgreSQL
 * with passwords by SCRAM, whose certificates are verified in full.
 */
final class TlsOnlyIT {
  private static final String BY_NAME = "by name: ";

  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder().tlsOnly());

  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);
  private final ApiCertificates certificates = cluster.apiCertificates();

  @Test
  void routesAndFollowsASwitchover() throws SQLException {
    assertThat(cluster.etcd().url()).startsWith("https:");
    client.awaitReplicasHeard(verified());
    try (Connection reading = client.connect(verified("readOnly=true"))) {
      assertThat(client.serverOf(reading)).isIn(cluster.awaitReplicas(2));
      assertIsEncrypted(reading);
    }
    Member next = cluster.switchover();
    try (Connection writing = client.connect(verified())) {
      assertThat(client.serverOf(writing)).isEqualTo(next);
      assertIsEncrypted(writing);
      run(writing, "create temporary table t (i int)");
    }
  }

  @Test
  void knowsThePasswordAsScramDoes() {
    String secret = "select rolpassword from pg_authid where rolname = '%s'";
    assertThat(cluster.leader().sql(secret.formatted(cluster.user()))).startsWith("SCRAM-SHA-256$");
  }

  private static void assertIsEncrypted(Connection connection) throws SQLException {
    assertThat(ask(connection, "select ssl from pg_stat_ssl where pid = pg_backend_pid()"))
        .isEqualTo("t");
  }

  @Test
  void refusesACertificateOfAnotherAuthority() {
    String[] parameters = verified("failoverTimeout=20s");
    parameters[0] = "sslrootcert=" + certificates.clientCertificate();
    assertThatThrownBy(() -> client.connect(parameters))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"))
        .rootCause()
        .hasMessageContaining("certification path");
  }

  @Test
  void isNotReachedWithoutTls() {
    assertThatThrownBy(
            () -> client.connectPlainly(cluster.leader(), "sslmode=disable", "connectTimeout=5"))
        .hasMessageContaining("no pg_hba.conf entry")
        .hasMessageMatching("(?s).*(no encryption|SSL off).*"); // as of 14, and before
  }

  /** Names are made known to a JVM of its own, so that nothing on this machine must be changed. */
  @Test
  void verifiesTheNamesThatTheUrlHas(@TempDir Path folder) throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts"), hosts());
    String known =
        cluster.members().stream()
            .map(member -> member.name() + ".pgha.test:" + member.port())
            .collect(Collectors.joining(","));
    String unknown = "stranger.pgha.test:" + cluster.leader().port();

    assertThat(inJvmThatKnows(hosts, known, cluster.members()))
        .contains(BY_NAME + cluster.leader().host());
    assertThat(inJvmThatKnows(hosts, unknown, List.of(cluster.leader())))
        .contains("08001")
        .contains("stranger.pgha.test could not be verified");
  }

  private String hosts() {
    return cluster.members().stream()
            .map(member -> member.host() + " " + member.name() + ".pgha.test\n")
            .collect(Collectors.joining())
        + cluster.leader().host()
        + " stranger.pgha.test\n";
  }

  private String inJvmThatKnows(Path hosts, String seeds, List<Member> members)
      throws IOException, InterruptedException {
    String apis = members.stream().map(Member::apiUrl).collect(Collectors.joining(","));
    String url =
        client
            .url(verified("failoverTimeout=20s", "discovery=off"))
            .replaceFirst("//[^/]*/", "//" + seeds + "/")
            .replaceFirst("patroniPort=[0-9]*", "patroniUrls=" + apis);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djdk.net.hosts.file=" + hosts,
            "-cp",
            System.getProperty("java.class.path"),
            TlsOnlyIT.class.getName());
    ProcessBuilder jvm = new ProcessBuilder(command).redirectErrorStream(true);
    jvm.environment().put("PGHA_URL", url);
    jvm.environment().put("PGHA_USER", cluster.user());
    jvm.environment().put("PGHA_PASSWORD", cluster.password());
    jvm.redirectOutput(hosts.resolveSibling("output").toFile());
    Process process = jvm.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(hosts.resolveSibling("output"));
  }

  /** In a JVM of its own: who serves it, or what the error says. */
  public static void main(String[] arguments) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(
            System.getenv("PGHA_URL"),
            System.getenv("PGHA_USER"),
            System.getenv("PGHA_PASSWORD"))) {
      System.out.println(BY_NAME + ask(connection, "select host(inet_server_addr())"));
    } catch (SQLException e) {
      System.out.println(e.getSQLState() + ": " + e.getMessage() + ", " + e.getCause());
    }
  }

  /** The first is the authority of PostgreSQL's certificate. */
  private String[] verified(String... more) {
    String[] all = {
      "sslrootcert=" + certificates.authority(),
      "sslmode=verify-full",
      "patroniCaFile=" + certificates.authority(),
      "patroniCertFile=" + certificates.clientCertificate(),
      "patroniKeyFile=" + certificates.clientKey()
    };
    return Stream.concat(Arrays.stream(all), Arrays.stream(more)).toArray(String[]::new);
  }
}
