package io.pgha.driver.proof;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * No connection for reading is routed to a replica that is known to be too far behind.
 *
 * @param maxReplicaLag in bytes
 */
record Routes(long maxReplicaLag) implements Invariant {
  @Override
  public List<String> violations(History history) {
    return history.operations().stream()
        .filter(each -> each.kind() == Kind.ROUTE && each.server() != null)
        .filter(each -> isTooFarBehind(history, each))
        .map(each -> "routed over the limit: " + each.describe(history.start()))
        .toList();
  }

  /** In all views that the choice may have been made by, if none of them was missed. */
  private boolean isTooFarBehind(History history, Operation route) {
    String server = String.valueOf(route.server());
    List<Sighting> possible = history.sightings(route.begun(), route.ended());
    return isUnbroken(possible)
        && possible.stream().allMatch(view -> view.isReplicaBehind(server, maxReplicaLag));
  }

  private static boolean isUnbroken(List<Sighting> sightings) {
    if (sightings.isEmpty()) {
      return false;
    }
    long first = sightings.get(0).sequence();
    return sightings.get(sightings.size() - 1).sequence() - first == sightings.size() - 1;
  }

  /** How old the oldest observation was by which a replica was chosen. */
  static Duration oldestObservation(History history) {
    return Duration.ofNanos(
        history
            .acknowledged()
            .filter(each -> each.kind() == Kind.ROUTE)
            .mapToLong(each -> age(history, each))
            .max()
            .orElse(0));
  }

  private static long age(History history, Operation route) {
    return history.sightings(route.begun(), route.begun()).stream()
        .limit(1)
        .flatMap(view -> Stream.ofNullable(view.members().get(String.valueOf(route.server()))))
        .mapToLong(observed -> route.begun() - observed.since())
        .findFirst()
        .orElse(0);
  }
}
