package com.example.shop;

import io.pgha.testkit.PatroniCluster;
import java.net.URI;

/** Where a cluster of the testkit is, as Spring Boot's properties. */
final class TestCluster {
  private TestCluster() {}

  static String url(PatroniCluster cluster) {
    int patroniPort = URI.create(cluster.members().get(0).apiUrl()).getPort();
    return "jdbc:pgha://%s/%s?patroniPort=%d"
        .formatted(cluster.jdbcHosts(), cluster.database(), patroniPort);
  }
}
