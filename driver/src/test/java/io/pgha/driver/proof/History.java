package io.pgha.driver.proof;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that happened.
 *
 * @param operations of all clients; kept in the order of their beginnings
 * @param sightings in the order of their times
 * @param content the rows that the cluster had at the end
 */
record History(List<Operation> operations, List<Sighting> sightings, Set<Written> content) {
  History {
    operations = operations.stream().sorted(Comparator.comparingLong(Operation::begun)).toList();
    sightings = List.copyOf(sightings);
    content = Set.copyOf(content);
  }

  long start() {
    return operations.isEmpty() ? 0 : operations.get(0).begun();
  }

  /** What was last asked for each row, which decides whether it is there. */
  Collection<Operation> decisions() {
    Map<Written, Operation> last = new LinkedHashMap<>();
    operations.stream()
        .filter(each -> each.kind().writes())
        .forEach(each -> last.put(each.written(), each));
    return last.values();
  }

  Stream<Operation> acknowledged() {
    return operations.stream().filter(Operation::acknowledged);
  }

  /**
   * All views that may have been the present one at some time from here to there. The first is the
   * one that was present at the beginning; the last was first seen after the end, but may have been
   * published before it.
   */
  List<Sighting> sightings(long from, long to) {
    int first = Math.max(0, firstAfter(from) - 1);
    int last = Math.min(sightings.size() - 1, firstAfter(to));
    return sightings.subList(first, Math.max(first, last + 1));
  }

  /** The last view with a leader that was seen by then, null if there is none. */
  @Nullable Sighting lastWithLeader(long time) {
    for (int i = firstAfter(time) - 1; i >= 0; i--) {
      if (sightings.get(i).leader() != null) {
        return sightings.get(i);
      }
    }
    return null;
  }

  /** The index of the first sighting later than this. */
  private int firstAfter(long time) {
    int low = 0;
    int high = sightings.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sightings.get(middle).seen() <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Without the operations and rows of clients whose names begin like this. */
  History without(String prefix) {
    return new History(
        operations.stream().filter(each -> !each.client().startsWith(prefix)).toList(),
        sightings,
        content.stream()
            .filter(each -> !each.client().startsWith(prefix))
            .collect(Collectors.toSet()));
  }
}
