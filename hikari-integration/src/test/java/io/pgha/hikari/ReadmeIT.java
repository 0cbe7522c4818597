package io.pgha.hikari;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of the README, and of the chapter on operating, in Java: run as they stand there,
 * but for the names of the hosts and the password.
 */
final class ReadmeIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private final PatroniCluster cluster = patroni.cluster();

  @Test
  void theExamplesWork(@TempDir Path folder) throws Exception {
    cluster.leader().sql("create table orders (item text)");
    cluster.leader().sql("alter table orders owner to " + cluster.user());
    awaitReplay();
    List<String> snippets = snippets("README.md");
    List<String> endings = List.of("", "pools.close();", "pool.close();");
    assertThat(snippets).hasSameSizeAs(endings);
    for (int i = 0; i < endings.size(); i++) {
      Snippet.run(onThisCluster(snippets.get(i)) + endings.get(i), folder);
    }
    assertThat(cluster.leader().sql("select item from orders")).isEqualTo("tea");
  }

  @Test
  void theMetersOfTheChapterOnOperatingAreBound(@TempDir Path folder) throws Exception {
    List<String> snippets = snippets("docs/operating.md");
    assertThat(snippets).hasSize(1);
    String before =
        """
        PghaHikariConfig config = new PghaHikariConfig();
        config.setJdbcUrl("jdbc:pgha://db1,db2,db3/shop?user=app&password=secret");
        PghaHikariDataSource dataSource = new PghaHikariDataSource(config);
        io.micrometer.core.instrument.MeterRegistry registry =
            new io.micrometer.core.instrument.simple.SimpleMeterRegistry();
        """;
    String bound = "metrics.bindTo(registry);";
    assertThat(snippets.get(0)).contains(bound);
    String checked =
        snippets
            .get(0)
            .replace(bound, bound + " registry.get(\"pgha.leader.ready\").gauge().value();");
    Snippet.run(onThisCluster(before) + checked + "dataSource.close();", folder);
  }

  private static List<String> snippets(String file) throws IOException {
    return JAVA.matcher(Files.readString(Path.of("..").resolve(file)))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private void awaitReplay() {
    String written = cluster.leader().sql("select pg_current_wal_lsn()");
    String replayed = "select pg_last_wal_replay_lsn() >= '" + written + "'";
    List<Member> replicas = cluster.awaitReplicas(2);
    cluster.await(
        "replicas have replayed the table",
        () -> replicas.stream().allMatch(replica -> replica.sql(replayed).equals("t")));
  }

  private String onThisCluster(String snippet) {
    int port = URI.create(cluster.members().get(0).apiUrl()).getPort();
    String url = cluster.jdbcHosts() + "/" + cluster.database() + "?patroniPort=" + port;
    return snippet
        .replace("db1,db2,db3/shop?", url + "&")
        .replace("db1,db2,db3/shop", url)
        .replace(
            "user=app&password=secret",
            "user=" + cluster.user() + "&password=" + cluster.password())
        .replace("\"app\"", "\"" + cluster.user() + "\"")
        .replace("\"secret\"", "\"" + cluster.password() + "\"");
  }
}
