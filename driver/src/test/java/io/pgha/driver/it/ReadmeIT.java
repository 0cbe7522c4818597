package io.pgha.driver.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.Readme;
import io.pgha.driver.Snippet;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of the README, run as they stand there, but for the names of the hosts and the
 * password.
 */
final class ReadmeIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);

  @Test
  void theExamplesWork(@TempDir Path folder) throws Exception {
    try (Connection connection = client.connect()) {
      ClusterClient.run(connection, "create table orders (item text)");
    }
    awaitReplay();
    List<String> snippets = Readme.read().javaSnippets();
    assertThat(snippets).hasSize(2);
    for (String snippet : snippets) {
      Snippet.run(onThisCluster(snippet), folder);
    }
    try (Connection connection = client.connect()) {
      assertThat(ClusterClient.ask(connection, "select item from orders")).isEqualTo("tea");
    }
  }

  private void awaitReplay() {
    String written = cluster.leader().sql("select pg_current_wal_lsn()");
    String replayed = "select pg_last_wal_replay_lsn() >= '" + written + "'";
    cluster.await(
        "replicas have replayed the table",
        () -> cluster.replicas().stream().allMatch(replica -> replica.sql(replayed).equals("t")));
  }

  private String onThisCluster(String snippet) {
    String hosts = cluster.members().stream().map(Member::address).collect(Collectors.joining(","));
    int port = URI.create(cluster.leader().apiUrl()).getPort();
    return snippet
        .replace(
            "db1,db2,db3/shop?", hosts + "/" + cluster.database() + "?patroniPort=" + port + "&")
        .replace(
            "user=app&password=secret",
            "user=" + cluster.user() + "&password=" + cluster.password())
        .replace("\"app\"", "\"" + cluster.user() + "\"")
        .replace("\"secret\"", "\"" + cluster.password() + "\"");
  }
}
