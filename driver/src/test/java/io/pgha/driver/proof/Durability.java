package io.pgha.driver.proof;

import io.pgha.driver.proof.Outcome.Result;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What clients were told of their rows, and what the cluster has at the end. */
final class Durability {
  private Durability() {}

  /** The acknowledged rows that are gone. */
  static List<Operation> lost(History history) {
    return decisions(history, Result.ACKNOWLEDGED)
        .filter(each -> each.kind().decides())
        .filter(each -> !history.content().contains(each.written()))
        .toList();
  }

  static List<String> acknowledgedRowsAreKept(History history) {
    return lost(history).stream()
        .map(each -> "acknowledged and lost: " + each.describe(history.start()))
        .toList();
  }

  /**
   * A failure other than 08007 says that there is nothing, so that the application may do it again.
   * The same holds for a row whose transaction nobody asked to commit.
   */
  static List<String> rowsThatFailedAreNotThere(History history) {
    return history.decisions().stream()
        .filter(each -> each.is(Result.FAILED) || !each.kind().decides())
        .filter(each -> history.content().contains(each.written()))
        .map(each -> "not committed and there: " + each.describe(history.start()))
        .toList();
  }

  static List<String> rowsWereWrittenBySomebody(History history) {
    Set<Written> made = new HashSet<>(history.content());
    history.decisions().forEach(each -> made.remove(each.written()));
    return made.stream().map(each -> "written by nobody: " + each).toList();
  }

  /** 08007 says less than 08006, so it must not be said where nothing could have been done. */
  static List<String> onlyCommitsAreUnknown(History history) {
    return history.operations().stream()
        .filter(each -> each.is(Result.UNKNOWN) && !each.kind().mayBeUnknown())
        .map(each -> "can't be unknown: " + each.describe(history.start()))
        .toList();
  }

  /** How many rows of unknown outcome are there, and how many are not. */
  static Unknown unknown(History history) {
    Collection<Operation> all = decisions(history, Result.UNKNOWN).toList();
    long there = all.stream().filter(e -> history.content().contains(e.written())).count();
    return new Unknown(there, all.size() - there);
  }

  record Unknown(long there, long absent) {}

  private static Stream<Operation> decisions(History history, Result result) {
    return history.decisions().stream().filter(each -> each.is(result));
  }
}
