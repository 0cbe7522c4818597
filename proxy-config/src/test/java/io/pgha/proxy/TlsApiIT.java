package io.pgha.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.testkit.ApiCertificates;
import io.pgha.testkit.ApiSecurity;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real HAProxy asks REST APIs that want a certificate of their clients. */
final class TlsApiIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(
          PatroniCluster.builder().members(2).apiSecurity(ApiSecurity.HTTPS_CLIENT_CERTIFICATE));

  private static final Pattern WRITES = Pattern.compile("listen pgha_writes\\s+bind \\*:([0-9]+)");

  @TempDir Path folder = Path.of("");
  private final PatroniCluster cluster = patroni.cluster();

  @Test
  void findsTheLeader() throws Exception {
    Path file = folder.resolve("haproxy.cfg");
    Files.writeString(folder.resolve("server-state"), "1\n");
    List<String> command = new ArrayList<>(List.of("haproxy", url()));
    command.addAll(RunningHaproxy.settings(folder));
    command.addAll(List.of("--set", "api.certFile=" + certificateAndKey()));
    command.addAll(List.of("--output", file.toString()));
    Run run = Run.of(command);
    assertThat(run.status()).describedAs(run.err()).isZero();
    Matcher writes = WRITES.matcher(Files.readString(file));
    assertThat(writes.find()).isTrue();
    String port = writes.group(1);
    try (RunningHaproxy haproxy = RunningHaproxy.start(folder, file)) {
      cluster.await("HAProxy to check", () -> haproxy.ask("show stat").contains(",L7OK,"));
      cluster.await("writes through HAProxy", () -> takesWrites(port));
    }
  }

  private String url() {
    ApiCertificates files = cluster.apiCertificates();
    int port = URI.create(cluster.members().get(0).apiUrl()).getPort();
    return "jdbc:pgha://%s/%s?patroniPort=%d&patroniCaFile=%s&patroniCertFile=%s&patroniKeyFile=%s"
        .formatted(
            cluster.jdbcHosts(),
            cluster.database(),
            port,
            files.authority(),
            files.clientCertificate(),
            files.clientKey());
  }

  private Path certificateAndKey() throws IOException {
    ApiCertificates files = cluster.apiCertificates();
    return Files.writeString(
        folder.resolve("client.pem"),
        Files.readString(files.clientCertificate()) + Files.readString(files.clientKey()));
  }

  private boolean takesWrites(String port) {
    String url = "jdbc:postgresql://127.0.0.1:%s/%s".formatted(port, cluster.database());
    try (Connection connection =
            DriverManager.getConnection(url, cluster.user(), cluster.password());
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("show in_hot_standby")) {
      answer.next();
      return answer.getString(1).equals("off");
    } catch (SQLException e) {
      return false;
    }
  }
}
