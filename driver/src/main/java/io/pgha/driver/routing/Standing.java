package io.pgha.driver.routing;

import io.pgha.driver.topology.MemberView;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What speaks against staying on each member, and since when it does without a break. Immutable. A
 * member that is removed stays in here as long as it has sessions.
 */
record Standing(Map<URI, Held> members) {
  static final Standing EMPTY = new Standing(Map.of());

  /**
   * What has held since then.
   *
   * @param since by the cluster's ticker
   * @param round the last one in which every member had been asked when it was first seen
   */
  record Held(Objection objection, long since, long round) {}

  Standing {
    members = Map.copyOf(members);
  }

  Held of(URI api, long now) {
    return members.getOrDefault(api, new Held(Objection.NONE, now, 0));
  }

  /** As a newer view has it. */
  Standing after(Objections objections, long now) {
    Map<URI, Held> next = new HashMap<>();
    for (URI api : known(objections)) {
      Objection objection = objections.against(api);
      Held before = of(api, now);
      next.put(
          api,
          before.objection() == objection
              ? before
              : new Held(objection, now, objections.view().round()));
    }
    return new Standing(next);
  }

  private Set<URI> known(Objections objections) {
    Stream<URI> present = objections.view().members().stream().map(Standing::apiOf);
    Stream<URI> past =
        members.keySet().stream().filter(api -> objections.sessions().applyAsInt(api) > 0);
    return Stream.concat(present, past).collect(Collectors.toSet());
  }

  private static URI apiOf(MemberView seen) {
    return seen.member().api();
  }
}
