package io.pgha.proxy.status;

import java.util.List;

/**
 * Where a session would be opened now.
 *
 * @param groups members that are equally good; the best group first, each next one is for when
 *     those before have refused
 * @param why in words
 */
public record Route(List<List<String>> groups, String why) {
  public Route {
    groups = List.copyOf(groups);
  }

  /** Some member would be tried. */
  public boolean possible() {
    return !groups.isEmpty();
  }

  List<String> best() {
    return possible() ? groups.get(0) : List.of();
  }

  List<String> then() {
    return groups.stream().skip(1).flatMap(List::stream).toList();
  }
}
