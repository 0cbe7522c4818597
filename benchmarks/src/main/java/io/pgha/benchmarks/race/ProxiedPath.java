package io.pgha.benchmarks.race;

import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.ProxyHost;
import io.pgha.testkit.ProxyHosts;
import java.util.ArrayList;
import java.util.List;

/**
 * Hosts with HAProxy in front of a cluster, with the files that {@code pgha} writes for a profile.
 * Each counts in a rule of its own packet filter what it asks of Patroni.
 *
 * @param address where applications connect to
 */
record ProxiedPath(String address, List<ProxyHost> hosts) {
  private static final int WRITE_PORT = 5000;
  private static final int READ_PORT = 5001;

  ProxiedPath {
    hosts = List.copyOf(hosts);
  }

  /** One host. */
  static ProxiedPath alone(PatroniCluster cluster, String url, String profile) {
    ProxyHosts hosts = cluster.addProxyHosts(1);
    ProxyHost host = hosts.hosts().get(0);
    startHaproxy(hosts, url, profile);
    return new ProxiedPath(host.address(), hosts.hosts());
  }

  /** Two hosts and a virtual address, by the best that is known. */
  static ProxiedPath behindVirtualAddress(PatroniCluster cluster, String url) {
    ProxyHosts hosts = cluster.addProxyHosts(2);
    startHaproxy(hosts, url, "default");
    for (ProxyHost host : hosts.hosts()) {
      host.write("/etc/keepalived/keepalived.conf", EmittedFile.of(keepalived(hosts, url, host)));
      host.startKeepalived();
    }
    hosts.awaitHolder();
    return new ProxiedPath(hosts.virtualAddress(), hosts.hosts());
  }

  private static void startHaproxy(ProxyHosts hosts, String url, String profile) {
    String text = EmittedFile.of(List.of("haproxy", url, "--profile", profile));
    for (ProxyHost host : hosts.hosts()) {
      host.run("iptables", "-A", "OUTPUT", "-p", "tcp", "--dport", Endpoints.apiPort(url), "--syn");
      host.write("/etc/haproxy/haproxy.cfg", text);
      host.write("/var/lib/haproxy/server-state", "1\n");
      host.startHaproxy();
    }
  }

  private static List<String> keepalived(ProxyHosts hosts, String url, ProxyHost to) {
    List<String> arguments = new ArrayList<>(List.of("keepalived", url, "--for", to.name()));
    for (ProxyHost host : hosts.hosts()) {
      arguments.add("--host");
      arguments.add(
          "name=%s,interface=%s,address=%s/24,priority=100"
              .formatted(host.name(), host.networkInterface(), host.address()));
    }
    arguments.add("--vip");
    // Its id, on the network that all share: the last part of the address.
    arguments.add(
        "address=%s,routerId=%s"
            .formatted(hosts.virtualAddress(), hosts.virtualAddress().replaceFirst(".*\\.", "")));
    return arguments;
  }

  String endpoint(Operation operation) {
    return address + ":" + (operation == Operation.WRITE ? WRITE_PORT : READ_PORT);
  }

  /** Connections begun to the API; it takes one for each request. */
  long requests() {
    return hosts.stream().mapToLong(ProxiedPath::requestsOf).sum();
  }

  private static long requestsOf(ProxyHost host) {
    return host.run("iptables", "-nvxL", "OUTPUT")
        .lines()
        .filter(line -> line.contains("dpt:"))
        .mapToLong(line -> Long.parseLong(line.strip().replaceFirst("\\s.*", "")))
        .findFirst()
        .orElseThrow();
  }
}
