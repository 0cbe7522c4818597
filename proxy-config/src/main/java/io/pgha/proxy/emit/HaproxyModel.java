package io.pgha.proxy.emit;

import io.pgha.driver.config.HostPort;
import io.pgha.driver.config.IpAddresses;
import io.pgha.proxy.definition.Definition;
import io.pgha.proxy.definition.HaproxyVersion;
import io.pgha.proxy.definition.ProxiedMember;
import io.pgha.proxy.definition.Settings;
import io.pgha.proxy.definition.Settings.CheckMethod;
import io.pgha.proxy.definition.Vip;
import java.util.List;

/**
 * What the template of an HAProxy configuration is given. Pure.
 *
 * @param method of HTTP with which members are asked
 * @param bind the addresses of the listeners, up to the port
 * @param bindOptions what follows the port
 * @param resolves whether members are known by name
 * @param statusAddresses where the status is to be had
 */
public record HaproxyModel(
    String profile,
    Settings settings,
    HaproxyVersion version,
    List<ArticleServer> articleServers,
    List<Pool> pools,
    List<String> capacity,
    String method,
    String bind,
    String bindOptions,
    boolean resolves,
    List<String> statusAddresses) {
  /** A server as the article names it. */
  public record ArticleServer(String name, String address, int apiPort) {}

  static HaproxyModel of(Definition definition, String profile) {
    Settings settings = definition.settings();
    Pools pools = new Pools(definition);
    boolean ipv6 = settings.vips().stream().anyMatch(Vip::ipv6);
    return new HaproxyModel(
        profile,
        settings,
        settings.haproxyVersion(),
        definition.members().stream().map(HaproxyModel::article).toList(),
        pools.all(),
        pools.capacity().explained(),
        method(settings),
        ipv6 ? "::" : "*",
        ipv6 ? " v4v6" : "",
        definition.members().stream().anyMatch(HaproxyModel::hasName),
        statusAddresses(settings.statusAddress()));
  }

  private static ArticleServer article(ProxiedMember member) {
    return new ArticleServer(
        "postgresql_" + member.postgres().host() + "_" + member.postgres().port(),
        member.postgres().toString(),
        HostPort.of(member.api()).port());
  }

  private static String method(Settings settings) {
    if (settings.checkMethod() != CheckMethod.auto) {
      return settings.checkMethod().name();
    }
    return settings.haproxyVersion().atLeast(2, 4) ? "HEAD" : "GET";
  }

  private static boolean hasName(ProxiedMember member) {
    return IpAddresses.parse(member.postgres().host()).isEmpty();
  }

  /** keepalived asks on the host itself. */
  private static List<String> statusAddresses(String address) {
    return address.equals("127.0.0.1") || address.equals("*")
        ? List.of(address)
        : List.of("127.0.0.1", address);
  }
}
