package io.pgha.driver.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.testkit.PatroniCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The key in etcd that says who leads. */
final class LeaderLock {
  private final PatroniCluster cluster;
  private final String key;

  private LeaderLock(PatroniCluster cluster, String key) {
    this.cluster = cluster;
    this.key = key;
  }

  /** To be made while some member answers. */
  static LeaderLock of(PatroniCluster cluster) {
    String scope = cluster.members().get(0).sql("show cluster_name");
    return new LeaderLock(cluster, "/service/" + scope + "/leader");
  }

  /** Without a Patroni that renews it that is what happens after the ttl. */
  void expire() throws IOException, InterruptedException {
    String encoded = Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(cluster.etcd().url() + "/v3/kv/deleterange"))
            .POST(BodyPublishers.ofString("{\"key\":\"" + encoded + "\"}"))
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
        .contains("\"deleted\":\"1\"");
  }
}
