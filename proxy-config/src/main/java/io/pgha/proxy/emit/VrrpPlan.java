package io.pgha.proxy.emit;

import io.pgha.proxy.definition.Host;
import io.pgha.proxy.definition.InterfaceAddress;
import io.pgha.proxy.definition.ProblemException;
import io.pgha.proxy.definition.Settings;
import io.pgha.proxy.definition.Vip;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Hosts and virtual addresses that fit together. */
record VrrpPlan(List<Host> hosts, List<Vip> vips) {
  /** What a host without a leader loses: more than hosts may differ by, and less than they have. */
  static final int PENALTY = 50;

  /**
   * Those of the settings.
   *
   * @throws ProblemException if they do not fit
   */
  static VrrpPlan of(Settings settings) {
    VrrpPlan plan = new VrrpPlan(settings.hosts(), settings.vips());
    plan.checkCounts();
    plan.refuseEqual("hosts have the name", plan.hosts, Host::name);
    plan.refuseSharedAddresses();
    plan.refuseEqual("VIPs have the routerId", plan.vips, Vip::routerId);
    plan.refuseEqual("VIPs have the address", plan.vips, Vip::address);
    plan.vips.forEach(vip -> plan.checkVersion(vip, settings.keepalived().version()));
    plan.vips.forEach(plan::checkNetwork);
    return plan;
  }

  private void checkCounts() {
    if (hosts.size() < 2) {
      throw new ProblemException(
          "keepalived needs two hosts or more, seen %d; give hosts in --config, or --host name=lb1,interface=eth0,address=10.0.0.11/24 for each"
              .formatted(hosts.size()));
    }
    if (vips.isEmpty()) {
      throw new ProblemException(
          "keepalived needs a virtual address; give vips in --config, or --vip address=10.0.0.100,routerId=51");
    }
  }

  private <T> void refuseEqual(String what, List<T> all, Function<T, Object> key) {
    Map<Object, T> seen = new HashMap<>();
    for (T each : all) {
      T other = seen.put(key.apply(each), each);
      if (other != null) {
        throw new ProblemException(
            "Two %s %s: %s and %s; each needs its own"
                .formatted(what, shown(key.apply(each)), name(other), name(each)));
      }
    }
  }

  private void refuseSharedAddresses() {
    Map<InetAddress, Host> owners = new HashMap<>();
    for (Host host : hosts) {
      for (InterfaceAddress own : host.addresses()) {
        Host other = owners.put(own.address(), host);
        if (other != null) {
          throw new ProblemException(
              "Hosts %s and %s both have the address %s; each needs its own"
                  .formatted(other.name(), host.name(), own.host()));
        }
      }
    }
  }

  private static Object shown(Object key) {
    return key instanceof InetAddress address ? address.getHostAddress() : key;
  }

  private static Object name(Object hostOrVip) {
    return hostOrVip instanceof Host host ? host.addresses() : hostOrVip;
  }

  private void checkVersion(Vip vip, int version) {
    if (vip.ipv6() && version == 2) {
      throw new ProblemException("VIP %s is IPv6, which needs keepalived.version 3".formatted(vip));
    }
  }

  /** Without a router in between, or nobody would find it. */
  private void checkNetwork(Vip vip) {
    for (Host host : hosts) {
      if (host.near(vip.address()).isEmpty()) {
        throw new ProblemException(
            "VIP %s is outside the network of %s on host %s, which has %s; expected one of that network"
                .formatted(vip, host.networkInterface(), host.name(), host.addresses()));
      }
      if (host.addresses().stream().anyMatch(own -> own.address().equals(vip.address()))) {
        throw new ProblemException(
            "VIP %s is host %s's own address; expected one that nobody has"
                .formatted(vip, host.name()));
      }
    }
  }

  /** For reads mirrored, so that each host has its share while both are well. */
  int priority(Host host, Vip vip) {
    return vip.serves() == Vip.Serves.reads
        ? highest() + lowest() - host.priority()
        : host.priority();
  }

  /** Of those with the highest priority the first. */
  boolean isFirst(Host host, Vip vip) {
    return hosts.stream()
        .min(Comparator.comparing(each -> -priority(each, vip)))
        .filter(host::equals)
        .isPresent();
  }

  private int highest() {
    return hosts.stream().mapToInt(Host::priority).max().orElseThrow();
  }

  private int lowest() {
    return hosts.stream().mapToInt(Host::priority).min().orElseThrow();
  }

  /**
   * Lower by the penalty, a host must be behind every other.
   *
   * @throws ProblemException if it would not be, or would have no priority left
   */
  void checkPriorities() {
    if (highest() - lowest() >= PENALTY || lowest() <= PENALTY) {
      throw new ProblemException(
          "The priorities of the hosts are from %d to %d; expected more than %d, and less than %d apart, since a host without a leader loses %d"
              .formatted(lowest(), highest(), PENALTY, PENALTY, PENALTY));
    }
  }

  String source(Host host, Vip vip) {
    return host.near(vip.address()).map(InterfaceAddress::host).orElseThrow();
  }

  String vipWithPrefix(Host host, Vip vip) {
    return vip + "/" + host.near(vip.address()).map(InterfaceAddress::prefix).orElseThrow();
  }

  List<String> peers(Host host, Vip vip) {
    return hosts.stream()
        .filter(each -> !each.equals(host))
        .map(each -> source(each, vip))
        .toList();
  }
}
