package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Real HAProxy and keepalived on two machines, with the smallest configuration that works. */
final class ProxyHostsIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder().members(2).onNetwork());

  private static final String SOCKET = "/run/haproxy/admin.sock";

  private static ProxyHosts hosts;

  @BeforeAll
  static void configure() {
    hosts = patroni.cluster().addProxyHosts(2);
    for (ProxyHost host : hosts.hosts()) {
      host.write("/etc/haproxy/haproxy.cfg", haproxy(patroni.cluster().members()));
      host.write("/etc/keepalived/keepalived.conf", keepalived(host));
      host.startHaproxy();
      host.startKeepalived();
    }
  }

  @BeforeEach
  void awaitVirtualAddress() {
    hosts.awaitHolder();
    awaitWrites();
  }

  private static String haproxy(List<Member> members) {
    StringBuilder text =
        new StringBuilder(
            """
            global
                stats socket /run/haproxy/admin.sock mode 600
            defaults
                mode tcp
                timeout connect 2s
                timeout client 1m
                timeout server 1m
            listen write
                bind *:5000
                option httpchk HEAD /primary
                http-check expect status 200
                default-server inter 250ms fall 2 rise 2 on-marked-down shutdown-sessions
            """);
    for (Member member : members) {
      text.append("    server %s %s check port 8008\n".formatted(member.name(), member.address()));
    }
    return text.toString();
  }

  private static String keepalived(ProxyHost host) {
    ProxyHost peer =
        hosts.hosts().stream().filter(other -> other != host).findFirst().orElseThrow();
    return """
        global_defs {
            enable_script_security
            script_user root
        }
        vrrp_script haproxy {
            script "/usr/bin/killall -0 haproxy"
            interval 1
            fall 1
            rise 1
        }
        vrrp_instance write {
            interface %s
            state BACKUP
            virtual_router_id 51
            priority 100
            nopreempt
            unicast_src_ip %s
            unicast_peer {
                %s
            }
            virtual_ipaddress {
                %s/24
            }
            track_script {
                haproxy
            }
        }
        """
        .formatted(host.networkInterface(), host.address(), peer.address(), hosts.virtualAddress());
  }

  private static boolean writes() {
    Command.Result result =
        Command.run(
            List.of(
                "/bin/sh",
                "-c",
                "PGPASSWORD='%s' PGCONNECT_TIMEOUT=2 psql -h %s -p 5000 -U %s -d %s -Atc 'show transaction_read_only'"
                    .formatted(
                        patroni.cluster().password(),
                        hosts.virtualAddress(),
                        patroni.cluster().user(),
                        patroni.cluster().database())));
    return result.output().equals("off");
  }

  private static void awaitWrites() {
    patroni.cluster().await("writes at the virtual address", ProxyHostsIT::writes);
  }

  @Test
  void virtualAddressMovesWhenHaproxyIsKilled() {
    ProxyHost holder = hosts.awaitHolder();
    holder.killHaproxy();
    assertThat(holder.isHaproxyRunning()).isFalse();
    hosts.awaitHolderOtherThan(holder);
    awaitWrites();
    holder.startHaproxy();
    patroni.cluster().await("HAProxy to check again", () -> isUp(holder));
  }

  private static boolean isUp(ProxyHost host) {
    try {
      return host.askHaproxy(SOCKET, "show stat").contains("L7OK");
    } catch (java.io.UncheckedIOException e) {
      return false;
    }
  }

  @Test
  void virtualAddressMovesWhenTheCableIsPulled() {
    ProxyHost holder = hosts.awaitHolder();
    try (VirtualAddressWatch watch = hosts.watch()) {
      holder.unplug();
      hosts.awaitHolderOtherThan(holder);
      awaitWrites();
      holder.plug();
      hosts.awaitHolder();
      assertThat(watch.longestOnNone()).isPositive();
    }
  }

  @Test
  void hostWhosePacketsAreLostKeepsTheVirtualAddressThatAnotherTakes() {
    ProxyHost holder = hosts.awaitHolder();
    holder.isolate();
    ProxyHost next = hosts.awaitHolderOtherThan(holder);
    awaitWrites();
    assertThat(hosts.holders()).containsExactlyInAnyOrder(holder, next);
    assertThat(holder.run("ip", "link", "show", "dev", "eth0")).contains("LOWER_UP");
    holder.rejoin();
    hosts.awaitHolder();
    awaitWrites();
  }

  @Test
  void virtualAddressStaysOnTheHostWhoseKeepalivedIsKilled() {
    ProxyHost holder = hosts.awaitHolder();
    holder.killKeepalived();
    ProxyHost next = hosts.awaitHolderOtherThan(holder);
    assertThat(hosts.holders()).containsExactlyInAnyOrder(holder, next);
    holder.startKeepalived();
    hosts.awaitHolder();
  }

  @Test
  void virtualAddressMovesWhenKeepalivedIsStopped() {
    ProxyHost holder = hosts.awaitHolder();
    holder.stopKeepalived();
    assertThat(holder.has(hosts.virtualAddress())).isFalse();
    hosts.awaitHolderOtherThan(holder);
    awaitWrites();
  }

  @Test
  void memberCutOffFromClientsIsCutOffFromProxies() {
    Member leader = patroni.cluster().leader();
    leader.isolateFromClients();
    patroni.cluster().await("no writes any more", () -> !writes());
    leader.rejoin();
    awaitWrites();
  }

  @Test
  void refusesAConfigurationThatHaproxyRefuses() {
    ProxyHost host = hosts.hosts().get(0);
    host.stopHaproxy();
    host.write("/etc/haproxy/haproxy.cfg", "nonsense\n");
    assertThatThrownBy(host::startHaproxy).hasMessageContaining("nonsense");
    host.write("/etc/haproxy/haproxy.cfg", haproxy(patroni.cluster().members()));
  }

  @Test
  void writesNothingOutsideOfTheHostsOwnFolders() {
    ProxyHost host = hosts.hosts().get(0);
    assertThatThrownBy(() -> host.write("/etc/passwd", "")).hasMessageContaining("/etc/haproxy");
    assertThat(host.run("ls", "/etc/keepalived")).isEqualTo("keepalived.conf");
  }

  @Test
  void hostsSeeTheirOwnProcessesOnly() {
    ProxyHost host = hosts.hosts().get(0);
    host.killHaproxy();
    patroni.cluster().await("none of another host to be seen", () -> !sees(host, "haproxy"));
  }

  private static boolean sees(ProxyHost host, String program) {
    try {
      host.run("killall", "-0", program);
      return true;
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("no process found");
      return false;
    }
  }
}
