package io.pgha.proxy.definition;

import java.util.List;
import java.util.Map;

/**
 * What a URL does not say. The names of the components are the keys of the YAML file, and {@code
 * settings.yaml} beside this class has their meaning and defaults.
 */
public record Settings(
    HaproxyVersion haproxyVersion,
    List<KnownMember> members,
    List<Host> hosts,
    List<Vip> vips,
    Ports ports,
    String statusAddress,
    Timeouts timeouts,
    Checks writeChecks,
    ReadChecks readChecks,
    CheckMethod checkMethod,
    boolean returnToReplicas,
    boolean standbyCluster,
    Connections connections,
    ApiFiles api,
    HaproxyProcess process,
    Keepalived keepalived) {
  public Settings {
    members = List.copyOf(members);
    hosts = List.copyOf(hosts);
    vips = List.copyOf(vips);
  }

  /** What is known of a host of the URL without asking. */
  public record KnownMember(String name, String postgres, Map<String, String> tags) {
    public KnownMember {
      Check.that(name != null && !name.isBlank(), "a member has a name");
      Check.that(
          postgres != null, "member " + name + " has postgres: the host and port of the URL");
      tags = tags == null ? Map.of() : Map.copyOf(tags);
    }
  }

  /** Where HAProxy listens. */
  public record Ports(int write, int read, int sync, int async, int status) {
    public Ports {
      for (int port : new int[] {write, read, sync, async, status}) {
        Check.that(port >= 0 && port <= 65535, "ports from 1 to 65535, or 0 for no listener");
      }
      Check.that(status > 0, "a port for the status");
      List<Integer> used =
          List.of(write, read, sync, async, status).stream().filter(port -> port > 0).toList();
      Check.that(used.stream().distinct().count() == used.size(), "ports that are all different");
    }
  }

  public record Timeouts(Time connect, Time queue, Time check, Time session, Time unacknowledged) {}

  /** How often the leader is looked for; when a member counts again follows from it. */
  public record Checks(Time interval, Time fast, Time down, int fall) {
    public Checks {
      Check.that(fall >= 1 && fall <= 100, "a fall from 1 to 100");
    }

    /**
     * So many good answers in a row, that a member which becomes leader counts only after the one
     * which has just ceased to be does not any more: the latter is seen after one interval at most,
     * and confirmed by the others of its falls. One more for the time that answers take.
     */
    public int rise() {
      long out = interval.millis() + (fall - 1) * fast.millis();
      return (int) ((out + fast.millis() - 1) / fast.millis()) + 2;
    }
  }

  public record ReadChecks(Time interval, Time fast, Time down, int fall, int rise) {
    public ReadChecks {
      Check.that(
          fall >= 1 && fall <= 100 && rise >= 1 && rise <= 100, "fall and rise from 1 to 100");
    }
  }

  /** How Patroni is asked. */
  public enum CheckMethod {
    auto,
    HEAD,
    GET,
    OPTIONS
  }

  /** How many sessions a member can take, and how they are shared out. */
  public record Connections(int max, int reserved, int margin, int haproxyHosts, Shares shares) {
    public Connections {
      Check.that(
          max > 0 && reserved >= 0 && margin >= 0 && haproxyHosts >= 0, "numbers above zero");
    }
  }

  public record Shares(int write, int read, int fallback, int sync, int async) {
    public Shares {
      Check.that(
          write > 0 && read > 0 && fallback > 0 && sync > 0 && async > 0, "shares above zero");
    }
  }

  /** Files of TLS to Patroni on the HAProxy hosts. */
  public record ApiFiles(String caFile, String certFile) {}

  public record HaproxyProcess(
      String user,
      String chroot,
      String log,
      String socket,
      String stateFile,
      int maxConnections,
      Time hardStopAfter) {}

  public record Keepalived(int version, String scriptUser, String secretFile) {
    public Keepalived {
      Check.that(version == 2 || version == 3, "version 2 or 3 of VRRP");
    }
  }
}
