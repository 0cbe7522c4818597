package io.pgha.driver.jdbc;

import io.pgha.driver.Role;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PatroniStatus;
import io.pgha.driver.topology.PatroniStatus.Flag;
import io.pgha.driver.topology.View;

/** The role of a member in a view. */
public final class Roles {
  private Roles() {}

  public static Role of(View view, Member member) {
    if (view.readyLeader().filter(seen -> isOf(seen, member)).isPresent()) {
      return Role.LEADER;
    }
    return view.member(member.api())
        .map(MemberView::status)
        .map(Roles::ofFollower)
        .orElse(Role.UNKNOWN);
  }

  private static boolean isOf(MemberView seen, Member member) {
    return seen.member().api().equals(member.api());
  }

  private static Role ofFollower(PatroniStatus status) {
    if (status.standbyLeader()) {
      return Role.STANDBY_LEADER;
    }
    if (!status.replica()) {
      return Role.UNKNOWN;
    }
    return status.flags().contains(Flag.SYNC_STANDBY) ? Role.SYNC_STANDBY : Role.REPLICA;
  }
}
