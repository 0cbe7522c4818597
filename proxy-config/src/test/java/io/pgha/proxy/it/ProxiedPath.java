package io.pgha.proxy.it;

import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.ProxyHost;
import io.pgha.testkit.ProxyHosts;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Two hosts with HAProxy and keepalived in front of a cluster, with the files that {@code pgha}
 * writes for a profile.
 */
record ProxiedPath(String profile, ProxyHosts hosts) {
  /** Made by the command. */
  private static final String SECRET = "target/vrrp-secret";

  static ProxiedPath start(PatroniCluster cluster, String profile) throws Exception {
    ProxiedPath path = new ProxiedPath(profile, cluster.addProxyHosts(2));
    String url =
        "jdbc:pgha://%s/%s?patroniPort=%d&maxReplicaLag=16MB"
            .formatted(cluster.jdbcHosts(), cluster.database(), apiPort(cluster));
    String haproxy = Pgha.run("haproxy", url, "--profile", profile);
    for (ProxyHost host : path.hosts.hosts()) {
      host.write("/etc/haproxy/haproxy.cfg", haproxy);
      host.write("/var/lib/haproxy/server-state", "1\n");
      host.write("/etc/keepalived/keepalived.conf", Pgha.run(path.keepalived(url, host)));
      host.startHaproxy();
      host.startKeepalived();
    }
    return path;
  }

  private static int apiPort(PatroniCluster cluster) {
    return URI.create(cluster.members().get(0).apiUrl()).getPort();
  }

  private String[] keepalived(String url, ProxyHost host) {
    List<String> arguments =
        new ArrayList<>(List.of("keepalived", url, "--profile", profile, "--for", host.name()));
    for (ProxyHost each : hosts.hosts()) {
      arguments.add("--host");
      arguments.add(
          "name=%s,interface=%s,address=%s/24,priority=%d"
              .formatted(each.name(), each.networkInterface(), each.address(), priority(each)));
    }
    if (isArticle()) {
      arguments.addAll(List.of("--secret-file", SECRET));
    }
    arguments.add("--vip");
    arguments.add("address=" + hosts.virtualAddress() + ",routerId=" + routerId());
    return arguments.toArray(String[]::new);
  }

  private boolean isArticle() {
    return profile.equals("article");
  }

  /** As the article has them: 101 and 100. */
  private int priority(ProxyHost host) {
    return isArticle() ? 101 - hosts.hosts().indexOf(host) : 100;
  }

  /** Its own on the network that all share: the last part of the virtual address. */
  private String routerId() {
    return hosts.virtualAddress().replaceFirst(".*\\.", "");
  }

  int writePort() {
    return 5000;
  }

  int readPort() {
    return 5001;
  }
}
