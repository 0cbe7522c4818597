package io.pgha.proxy.emit;

import io.pgha.driver.config.RoutingSettings;
import io.pgha.driver.routing.Purposes;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.proxy.definition.ProxiedMember;
import java.util.Comparator;
import java.util.List;

/** Who serves reads, and who only when nobody better is left: the driver's rule. Pure. */
record ReadRules(RoutingSettings routing, List<ProxiedMember> members) {
  private Target target() {
    return Purposes.of(routing, /* readOnly= */ true).target();
  }

  String purpose() {
    return switch (target()) {
      case SECONDARY -> "Replicas only.";
      case ANY -> "Replicas and the leader alike.";
      case PREFER_PRIMARY -> "The leader, and replicas when there is none.";
      default -> "Replicas, and the leader when none is left.";
    };
  }

  boolean withLeader() {
    return target() != Target.SECONDARY;
  }

  /** HAProxy takes backups in their order, where they do not share. */
  List<ProxiedMember> bestFirst() {
    return members.stream().sorted(Comparator.comparing(this::outranked)).toList();
  }

  boolean replicaIsBackup(ProxiedMember member) {
    return target() == Target.PREFER_PRIMARY || outranked(member);
  }

  boolean leaderIsBackup(ProxiedMember member) {
    return target() == Target.PREFER_SECONDARY || (target() == Target.ANY && outranked(member));
  }

  /** The leader must not share with replicas that are backups. */
  boolean backupsShare() {
    return target() != Target.PREFER_SECONDARY;
  }

  private boolean outranked(ProxiedMember member) {
    return members.stream().anyMatch(this::preferred) && !preferred(member);
  }

  private boolean preferred(ProxiedMember member) {
    return member.hasTags(routing.preferTags());
  }
}
