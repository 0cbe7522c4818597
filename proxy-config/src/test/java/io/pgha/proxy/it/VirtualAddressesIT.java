package io.pgha.proxy.it;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import io.pgha.testkit.ProxyHost;
import io.pgha.testkit.ProxyHosts;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One virtual address for writing, one for reading and one of IPv6, all on the same two hosts, seen
 * by a client that is a machine of its own. The files are made for the releases that run there.
 */
final class VirtualAddressesIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder().members(2).onNetwork());

  private static final String IPV6_NETWORK = "fd00:77::";
  private static final String IPV6 = IPV6_NETWORK + "64";
  private static final int WRITE = 5000;
  private static final int READ = 5001;

  private static ProxyHosts hosts;
  private static ProxyHost client;

  private final PatroniCluster cluster = patroni.cluster();

  @BeforeAll
  static void start() throws Exception {
    hosts = patroni.cluster().addProxyHosts(2);
    client = patroni.cluster().addProxyHosts(1).hosts().get(0);
    hosts.hosts().forEach(VirtualAddressesIT::addIpv6);
    addIpv6(client);
    String haproxy = Pgha.run(arguments("haproxy"));
    for (ProxyHost host : hosts.hosts()) {
      host.write("/etc/haproxy/haproxy.cfg", haproxy);
      host.write("/var/lib/haproxy/server-state", "1\n");
      host.write(
          "/etc/keepalived/keepalived.conf",
          Pgha.run(arguments("keepalived", "--for", host.name())));
      host.startHaproxy();
      host.startKeepalived();
    }
  }

  private static void addIpv6(ProxyHost host) {
    host.run("ip", "-6", "address", "add", ipv6(host) + "/64", "dev", "eth0", "nodad");
  }

  /** With the number of its other address. */
  private static String ipv6(ProxyHost host) {
    return IPV6_NETWORK + host.address().replaceFirst(".*\\.", "");
  }

  private static String[] arguments(String command, String... more) {
    PatroniCluster cluster = patroni.cluster();
    int port = URI.create(cluster.members().get(0).apiUrl()).getPort();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                "jdbc:pgha://%s/%s?patroniPort=%d"
                    .formatted(cluster.jdbcHosts(), cluster.database(), port)));
    arguments.addAll(List.of(more));
    arguments.addAll(
        List.of(
            "--haproxy-version",
            Release.haproxy(first().haproxyVersion()).toString(),
            "--set",
            "keepalived.scriptUser=" + Release.scriptUser(first().keepalivedVersion())));
    for (ProxyHost host : hosts.hosts()) {
      arguments.add("--host");
      arguments.add(
          "name=%s,interface=%s,address=%s/24,address=%s/64,priority=%d"
              .formatted(
                  host.name(),
                  host.networkInterface(),
                  host.address(),
                  ipv6(host),
                  host == first() ? 101 : 100));
    }
    arguments.addAll(
        List.of(
            "--vip", "address=" + forWriting() + ",routerId=51,serves=writes",
            "--vip", "address=" + forReading() + ",routerId=52,serves=reads",
            "--vip", "address=" + IPV6 + ",routerId=53"));
    return arguments.toArray(String[]::new);
  }

  private static ProxyHost first() {
    return hosts.hosts().get(0);
  }

  private static ProxyHost second() {
    return hosts.hosts().get(1);
  }

  private static String forWriting() {
    return hosts.virtualAddresses().get(0);
  }

  private static String forReading() {
    return hosts.virtualAddresses().get(1);
  }

  @Test
  void eachHostCarriesOneOfTwoAndBothWhileItIsAlone() {
    awaitHolders(first(), second());
    awaitWritesAndReads(forWriting(), forReading());
    second().killHaproxy();
    awaitHolders(first(), first());
    awaitWritesAndReads(forWriting(), forReading());
    second().startHaproxy();
    awaitHolders(first(), second());
    first().killHaproxy();
    awaitHolders(second(), second());
    awaitWritesAndReads(forWriting(), forReading());
  }

  @Test
  void anAddressOfIpv6MovesToTheHostWhoseHaproxyServes() {
    cluster.await("the first host to have " + IPV6, () -> hasIpv6(first()));
    awaitWritesAndReads(IPV6, IPV6);
    first().killHaproxy();
    cluster.await("the second host to have " + IPV6, () -> hasIpv6(second()));
    awaitWritesAndReads(IPV6, IPV6);
    cluster.await("the first host to have given it up", () -> !hasIpv6(first()));
  }

  @Test
  void leaveAHostWhoseHaproxyHasNoServer() {
    awaitHolders(first(), second());
    setServers(first(), "maint");
    awaitHolders(second(), second());
    awaitWritesAndReads(forWriting(), forReading());
    setServers(first(), "ready");
    awaitHolders(first(), second());
  }

  private void setServers(ProxyHost host, String state) {
    for (Member member : cluster.members()) {
      host.askHaproxy(
          "/run/haproxy/admin.sock",
          "set server pgha_writes/%s state %s".formatted(member.name(), state));
    }
  }

  @Test
  void leaveAHostWhoseHaproxyHangs() {
    awaitHolders(first(), second());
    String worker = worker(first());
    first().run("kill", "-STOP", worker);
    try {
      awaitHolders(second(), second());
      awaitWritesAndReads(forWriting(), forReading());
    } finally {
      first().run("kill", "-CONT", worker);
    }
  }

  /** The process that serves, as the host numbers it. */
  private static String worker(ProxyHost host) {
    return host.askHaproxy("/run/haproxy/admin.sock", "show info")
        .lines()
        .filter(line -> line.startsWith("Pid: "))
        .map(line -> line.substring("Pid: ".length()))
        .findFirst()
        .orElseThrow();
  }

  private void awaitHolders(ProxyHost writing, ProxyHost reading) {
    cluster.await(
        "writes on %s and reads on %s".formatted(writing, reading),
        () ->
            hosts.holders(forWriting()).equals(List.of(writing))
                && hosts.holders(forReading()).equals(List.of(reading)));
  }

  private static boolean hasIpv6(ProxyHost host) {
    return host.run("ip", "-6", "address", "show", "dev", "eth0").contains(IPV6 + "/");
  }

  private void awaitWritesAndReads(String writing, String reading) {
    cluster.await("the leader at " + writing, () -> inHotStandby(writing, WRITE).equals("off"));
    cluster.await("a replica at " + reading, () -> inHotStandby(reading, READ).equals("on"));
  }

  /** As PostgreSQL says it; empty if nobody takes sessions there. */
  private String inHotStandby(String address, int port) {
    try {
      return client.run(
          "/bin/sh",
          "-c",
          "PGPASSWORD='%s' PGCONNECT_TIMEOUT=2 psql -h %s -p %d -U %s -d %s -Atc 'show in_hot_standby'"
              .formatted(cluster.password(), address, port, cluster.user(), cluster.database()));
    } catch (IllegalStateException e) {
      return "";
    }
  }
}
