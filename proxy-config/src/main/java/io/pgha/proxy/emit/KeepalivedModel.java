package io.pgha.proxy.emit;

import io.pgha.proxy.definition.Host;
import io.pgha.proxy.definition.Settings;
import io.pgha.proxy.definition.Vip;
import java.util.List;

/**
 * What the template of one host's keepalived configuration is given. Pure.
 *
 * @param secret of VRRP version 2; empty where none is used
 * @param penalty what priority a host loses that has no server to offer
 */
public record KeepalivedModel(
    String profile,
    String host,
    Settings settings,
    String secret,
    int penalty,
    List<Instance> instances) {
  /**
   * A virtual router.
   *
   * @param state as the article has it: the host of the highest priority begins as MASTER
   * @param vip with its prefix
   * @param asks the path of HAProxy's status that must be well
   */
  public record Instance(
      String name,
      String networkInterface,
      String state,
      int routerId,
      int priority,
      String source,
      List<String> peers,
      String address,
      String vip,
      String asks) {}

  static KeepalivedModel of(
      String profile, VrrpPlan plan, Host host, Settings settings, String secret) {
    return new KeepalivedModel(
        profile,
        host.name(),
        settings,
        secret,
        VrrpPlan.PENALTY,
        plan.vips().stream().map(vip -> instance(plan, host, vip)).toList());
  }

  /** What is asked on this host, each once. */
  public List<String> questions() {
    return instances.stream().map(Instance::asks).distinct().toList();
  }

  private static Instance instance(VrrpPlan plan, Host host, Vip vip) {
    return new Instance(
        "VI_" + (plan.vips().indexOf(vip) + 1),
        host.networkInterface(),
        plan.isFirst(host, vip) ? "MASTER" : "BACKUP",
        vip.routerId(),
        plan.priority(host, vip),
        plan.source(host, vip),
        plan.peers(host, vip),
        vip.toString(),
        plan.vipWithPrefix(host, vip),
        asks(vip));
  }

  /** Of a VIP for both, the writes: reads may go to the leader. */
  private static String asks(Vip vip) {
    return vip.serves() == Vip.Serves.reads ? "reads" : "writes";
  }
}
