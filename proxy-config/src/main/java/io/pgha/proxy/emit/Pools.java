package io.pgha.proxy.emit;

import io.pgha.driver.config.OnMemberDown;
import io.pgha.driver.config.RoutingSettings;
import io.pgha.driver.config.TargetServerType;
import io.pgha.proxy.definition.Definition;
import io.pgha.proxy.definition.ProblemException;
import io.pgha.proxy.definition.ProxiedMember;
import io.pgha.proxy.definition.Settings.Checks;
import io.pgha.proxy.definition.Settings.ReadChecks;
import io.pgha.proxy.emit.Pool.Timing;
import java.util.ArrayList;
import java.util.List;

/** The rules of a URL as sections of HAProxy. Pure. */
final class Pools {
  private static final String WRITES = "pgha_writes";
  private static final String READS = "pgha_reads";
  private static final String LEADER = "pgha_leader";

  private final Definition definition;
  private final RoutingSettings routing;
  private final ApiCheck api;
  private final ReadRules rules;
  private final Capacity capacity;

  Pools(Definition definition) {
    this.definition = definition;
    this.routing = definition.config().routing();
    this.api = new ApiCheck(definition);
    this.rules = new ReadRules(routing, definition.members());
    this.capacity = Capacity.of(definition.settings(), this::has);
  }

  Capacity capacity() {
    return capacity;
  }

  /**
   * All sections, of which one listens at least.
   *
   * @throws ProblemException if none would
   */
  List<Pool> all() {
    List<Pool> pools = new ArrayList<>();
    if (writes() || (leaderReads() && !definition.standbyCluster())) {
      pools.add(writePool());
    }
    if (leaderReads() && definition.standbyCluster()) {
      pools.add(leaderPool());
    }
    if (reads()) {
      pools.add(readPool());
    }
    if (has("sync")) {
      pools.add(standbyPool("sync", "/sync", definition.settings().ports().sync()));
    }
    if (has("async")) {
      pools.add(standbyPool("async", "/async", definition.settings().ports().async()));
    }
    if (pools.stream().noneMatch(pool -> pool.port() > 0)) {
      throw new ProblemException(
          "ports: no listener is left, by ports and targetServerType of the URL; expected one at least");
    }
    return pools;
  }

  private boolean has(String listener) {
    return switch (listener) {
      case "write" -> writes();
      case "read" -> reads();
      case "fallback" -> leaderReads();
      case "sync" -> definition.settings().ports().sync() > 0;
      default -> definition.settings().ports().async() > 0;
    };
  }

  private boolean writes() {
    return definition.settings().ports().write() > 0
        && routing.targetServerType().map(type -> type == TargetServerType.PRIMARY).orElse(true);
  }

  private boolean reads() {
    return definition.settings().ports().read() > 0
        && routing.targetServerType().filter(type -> type == TargetServerType.PRIMARY).isEmpty();
  }

  private boolean leaderReads() {
    return reads() && rules.withLeader();
  }

  private Pool writePool() {
    return new Pool(
        WRITES,
        "The leader: who holds Patroni's lock.",
        writes() ? definition.settings().ports().write() : 0,
        "",
        "/primary",
        writeTiming(),
        /* endsSessions= */ true,
        /* allBackups= */ false,
        definition.members().stream()
            .map(member -> checked(member, writes() ? capacity.limit("write") : 0, false))
            .toList());
  }

  /** Of a standby cluster too, which takes no writes: /primary is no member's there. */
  private Pool leaderPool() {
    return new Pool(
        LEADER,
        "The leader, also of a standby cluster: only looked at by those that follow it.",
        0,
        "",
        "/leader",
        writeTiming(),
        /* endsSessions= */ true,
        /* allBackups= */ false,
        definition.members().stream().map(member -> checked(member, 0, false)).toList());
  }

  private Timing writeTiming() {
    Checks checks = definition.settings().writeChecks();
    return new Timing(
        checks.interval(), checks.fast(), checks.down(), checks.fall(), checks.rise());
  }

  private Timing readTiming() {
    ReadChecks checks = definition.settings().readChecks();
    return new Timing(
        checks.interval(), checks.fast(), checks.down(), checks.fall(), checks.rise());
  }

  /** The first are best, as the backups come in their order. */
  private Pool readPool() {
    List<Server> servers = new ArrayList<>();
    rules.bestFirst().forEach(member -> servers.add(replica(member)));
    if (leaderReads()) {
      definition.members().forEach(member -> servers.add(leader(member)));
    }
    return new Pool(
        READS,
        rules.purpose(),
        definition.settings().ports().read(),
        balance(),
        CheckPath.of("/replica", routing),
        readTiming(),
        routing.onMemberDown() == OnMemberDown.ABORT,
        rules.backupsShare(),
        servers);
  }

  private Server replica(ProxiedMember member) {
    return checked(member, capacity.limit("read"), rules.replicaIsBackup(member));
  }

  private Server leader(ProxiedMember member) {
    return new Server(
        member.serverName() + "_leader",
        member.postgres().toString(),
        "",
        (definition.standbyCluster() ? LEADER : WRITES) + "/" + member.serverName(),
        capacity.limit("fallback"),
        rules.leaderIsBackup(member));
  }

  private Pool standbyPool(String name, String path, int port) {
    return new Pool(
        "pgha_" + name,
        "Replicas that replicate " + (name.equals("sync") ? "" : "a") + "synchronously.",
        port,
        balance(),
        CheckPath.of(path, routing),
        readTiming(),
        routing.onMemberDown() == OnMemberDown.ABORT,
        /* allBackups= */ false,
        definition.members().stream()
            .map(member -> checked(member, capacity.limit(name), false))
            .toList());
  }

  private Server checked(ProxiedMember member, int limit, boolean backup) {
    return new Server(
        member.serverName(), member.postgres().toString(), api.of(member), "", limit, backup);
  }

  private String balance() {
    return switch (routing.loadBalanceStrategy()) {
      case LEAST_CONNECTIONS -> "leastconn";
      case RANDOM -> "random";
      case ROUND_ROBIN -> "roundrobin";
    };
  }
}
