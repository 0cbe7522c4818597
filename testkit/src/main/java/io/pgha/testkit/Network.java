package io.pgha.testkit;

import java.nio.file.Path;

/**
 * The network of a cluster whose members other machines reach: 198.18.n.0/24, which is set aside
 * for tests (RFC 2544). Its switch stands in a namespace, where no firewall of this machine
 * interferes; this machine has one link to it, {@code pghaN}, with the addresses of all members.
 */
final class Network {
  private static final String PREFIX = "198.18.";

  private final int number;
  private final Programs programs;
  private final Namespace networkSwitch;

  private Network(int number, Programs programs, Namespace networkSwitch) {
    this.number = number;
    this.programs = programs;
    this.networkSwitch = networkSwitch;
  }

  static Network start(RunDirectory run, Programs programs, Account account) {
    if (!account.isRoot()) {
      throw new IllegalStateException(
          "A network for other machines needs root; this JVM runs as '%s'"
              .formatted(account.caller()));
    }
    Namespace networkSwitch = new Namespace(programs, run.create("switch"), "true");
    Network network = new Network(run.number(), programs, networkSwitch);
    network.start();
    return network;
  }

  private void start() {
    String link = "pgha" + number;
    Await.until(link + " of an earlier cluster to be gone", () -> !exists(link));
    long us = ProcessHandle.current().pid();
    networkSwitch.start();
    networkSwitch.ip("link add switch type bridge");
    networkSwitch.ip("link set switch up");
    networkSwitch.ip("link add uplink type veth peer name %s netns %d".formatted(link, us));
    networkSwitch.ip("link set uplink master switch up");
    addAddresses(link);
    ip("link set " + link + " up");
  }

  private static boolean exists(String link) {
    return Path.of("/sys/class/net", link).toFile().exists();
  }

  /** Our own first: the kernel takes it as the source of what this machine sends. */
  private void addAddresses(String link) {
    ip("address add " + host(number, 1) + "/24 dev " + link);
    for (int index = 1; index <= Addresses.MAX_MEMBERS; index++) {
      ip("address add " + member(number, index) + "/32 dev " + link);
    }
  }

  private void ip(String arguments) {
    Command.output("ip " + arguments, Namespace.ip(programs, arguments));
  }

  /** Connects a machine: its {@code eth0} gets the address. */
  void connect(String name, Namespace machine, String address) {
    networkSwitch.ip(
        "link add %s type veth peer name eth0 netns %d".formatted(name, machine.firstProcess()));
    networkSwitch.ip("link set " + name + " master switch up");
    machine.ip("address add " + address + "/24 dev eth0");
    machine.ip("link set eth0 up");
  }

  /** Pulls the machine's cable out of the switch; it notices, as with a real one. */
  void unplug(String name) {
    networkSwitch.ip("link set " + name + " down");
  }

  void plug(String name) {
    networkSwitch.ip("link set " + name + " up");
  }

  /** The switch forwards nothing from or to the machine, whose cable is in its place. */
  void isolate(String name) {
    networkSwitch.ip("link set " + name + " nomaster");
  }

  void rejoin(String name) {
    networkSwitch.ip("link set " + name + " master switch");
  }

  static String subnet(int number) {
    return PREFIX + number + ".0/24";
  }

  /** What members of another cluster get that follows it; in containers. */
  static String guests(int number) {
    return host(number, 32) + "/27";
  }

  /** Where this machine is, and with it all clients; in containers. */
  static String gateway(int number) {
    return host(number, 254);
  }

  /** Of a cluster in containers. */
  static String etcd(int number) {
    return host(number, 10);
  }

  static String member(int number, int index) {
    return host(number, 10 + index);
  }

  String proxy(int index) {
    return host(number, 50 + index);
  }

  String virtual(int index) {
    return host(number, 200 + index);
  }

  private static String host(int number, int last) {
    return PREFIX + number + "." + last;
  }
}
