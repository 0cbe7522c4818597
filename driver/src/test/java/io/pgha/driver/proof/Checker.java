package io.pgha.driver.proof;

import java.util.List;
import java.util.stream.Stream;

/** All that must hold of every history. */
final class Checker {
  private static final List<Invariant> ALWAYS =
      List.of(
          Durability::rowsThatFailedAreNotThere,
          Durability::rowsWereWrittenBySomebody,
          Durability::onlyCommitsAreUnknown);

  private Checker() {}

  /** One line for each violation. */
  static List<String> violations(History history, List<Invariant> invariants) {
    return Stream.concat(ALWAYS.stream(), invariants.stream())
        .flatMap(each -> each.violations(history).stream())
        .toList();
  }
}
