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
 *
 * <p>A seed that stands for several members (a name with several addresses, one in front of a load
 * balancer, an address that moves) is left out, since its API and its PostgreSQL need not be of one
 * member: the members themselves take its place.
 */
public final class Membership {
  private final List<Discovered> discovered;
  private final Map<URI, Set<InetSocketAddress>> resolved;
  private final List<Member> merged = new ArrayList<>();

  private Membership(List<Discovered> discovered, Map<URI, Set<InetSocketAddress>> resolved) {
    this.discovered = discovered;
    this.resolved = resolved;
  }

  /**
   * The seeds, then the discovered members that are no seeds; one that is not named any more is
   * left out.
   *
   * @param resolved the addresses behind each API that could be looked up; an API that is missing
   *     here matches by name alone
   */
  public static List<Member> merge(
      View current, List<Discovered> discovered, Map<URI, Set<InetSocketAddress>> resolved) {
    return new Membership(discovered, resolved).merge(current);
  }

  private List<Member> merge(View current) {
    current.members().stream()
        .filter(seen -> seen.member().seed() && !standsForSeveral(seen))
        .map(MemberView::member)
        .forEach(merged::add);
    discovered.forEach(this::add);
    return List.copyOf(merged);
  }

  private boolean standsForSeveral(MemberView seed) {
    URI api = seed.member().api();
    boolean itsOwn = discovered.stream().anyMatch(found -> found.api().equals(api));
    return !itsOwn && !discovered.isEmpty() && (seed.shared() || isBeforeSeveral(api));
  }

  private boolean isBeforeSeveral(URI api) {
    return discovered.stream().filter(found -> sameAddress(api, found)).count() > 1;
  }

  private void add(Discovered found) {
    int seed = indexOf(found);
    if (seed >= 0) {
      merged.set(seed, merged.get(seed).named(found.name()));
    } else {
      merged.add(new Member(found.name(), found.postgres(), found.api(), /* seed= */ false));
    }
  }

  private int indexOf(Discovered found) {
    int named = indexOf(member -> found.name().equals(member.name()));
    return named >= 0 ? named : indexOf(member -> sameAddress(member.api(), found));
  }

  private int indexOf(Predicate<Member> wanted) {
    return IntStream.range(0, merged.size())
        .filter(i -> wanted.test(merged.get(i)))
        .findFirst()
        .orElse(-1);
  }

  private boolean sameAddress(URI api, Discovered found) {
    return api.equals(found.api())
        || !Collections.disjoint(
            resolved.getOrDefault(api, Set.of()), resolved.getOrDefault(found.api(), Set.of()));
  }
}
