package io.pgha.driver.topology;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Who belongs to the cluster: the seeds of the URL, and whom Patroni names beside them. A
 * discovered member that is a seed (same name, else same resolved API address) only lends it its
 * name: the addresses written in the URL stay, for the sake of TLS names, Kerberos and NAT.
 */
public final class Membership {
  private Membership() {}

  /**
   * The seeds, then the discovered members that are no seeds; one that is not named any more is
   * left out.
   *
   * @param resolved the addresses behind each API that could be looked up; an API that is missing
   *     here matches by name alone
   */
  public static List<Member> merge(
      View current, List<Discovered> discovered, Map<URI, Set<InetSocketAddress>> resolved) {
    List<Member> merged =
        new ArrayList<>(
            current.members().stream().map(MemberView::member).filter(Member::seed).toList());
    for (Discovered found : discovered) {
      int seed = indexOf(merged, found, resolved);
      if (seed >= 0) {
        merged.set(seed, merged.get(seed).named(found.name()));
      } else {
        merged.add(new Member(found.name(), found.postgres(), found.api(), /* seed= */ false));
      }
    }
    return List.copyOf(merged);
  }

  private static int indexOf(
      List<Member> members, Discovered found, Map<URI, Set<InetSocketAddress>> resolved) {
    int named = indexOf(members, member -> found.name().equals(member.name()));
    return named >= 0 ? named : indexOf(members, member -> sameAddress(member, found, resolved));
  }

  private static int indexOf(List<Member> members, Predicate<Member> wanted) {
    return IntStream.range(0, members.size())
        .filter(i -> wanted.test(members.get(i)))
        .findFirst()
        .orElse(-1);
  }

  private static boolean sameAddress(
      Member member, Discovered found, Map<URI, Set<InetSocketAddress>> resolved) {
    return member.api().equals(found.api())
        || !Collections.disjoint(
            resolved.getOrDefault(member.api(), Set.of()),
            resolved.getOrDefault(found.api(), Set.of()));
  }
}
