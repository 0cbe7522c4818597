package io.pgha.benchmarks.race;

import io.pgha.testkit.PatroniCluster;
import java.net.URI;
import java.util.Properties;

/** A cluster as URLs name it, without credentials. */
record Endpoints(PatroniCluster cluster) {
  private static final String API_PORT = "patroniPort=";

  String pgha() {
    return "jdbc:pgha://%s/%s?%s%d&tcpKeepAlive=true"
        .formatted(cluster.jdbcHosts(), cluster.database(), API_PORT, apiPort());
  }

  private int apiPort() {
    return URI.create(cluster.members().get(0).apiUrl()).getPort();
  }

  /** Of such a URL. */
  static String apiPort(String pghaUrl) {
    return pghaUrl.replaceFirst(".*" + API_PORT + "(\\d+).*", "$1");
  }

  String pgjdbc(String hosts, String parameters) {
    return "jdbc:postgresql://%s/%s?%s".formatted(hosts, cluster.database(), parameters);
  }

  Properties credentials() {
    Properties credentials = new Properties();
    credentials.setProperty("user", cluster.user());
    credentials.setProperty("password", cluster.password());
    return credentials;
  }
}
