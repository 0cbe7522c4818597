package io.pgha.driver.proof;

import static java.util.stream.Collectors.groupingBy;

import io.pgha.driver.proof.Outcome.Result;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** What can be measured of a history. */
record Measures(History history) {
  /** The longest time in which none of these writes was acknowledged to any of the clients. */
  Duration writeGap(String prefix) {
    return longestGap(of(prefix, operation -> operation.kind().decides()));
  }

  /** The longest time that a client of these had to do without a write. */
  Duration worstWriteGap(String prefix) {
    return worst(of(prefix, operation -> operation.kind().decides()));
  }

  Duration readGap(String prefix) {
    return longestGap(of(prefix, operation -> !operation.kind().writes()));
  }

  Duration worstReadGap(String prefix) {
    return worst(of(prefix, operation -> !operation.kind().writes()));
  }

  private List<Operation> of(String prefix, Predicate<Operation> wanted) {
    return history
        .acknowledged()
        .filter(each -> each.client().startsWith(prefix))
        .filter(wanted)
        .toList();
  }

  private static Duration worst(Collection<Operation> operations) {
    return operations.stream().collect(groupingBy(Operation::client)).values().stream()
        .map(Measures::longestGap)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static Duration longestGap(Collection<Operation> operations) {
    long[] ends = operations.stream().mapToLong(Operation::ended).sorted().toArray();
    return Duration.ofNanos(
        LongStream.range(1, ends.length)
            .map(i -> ends[(int) i] - ends[(int) i - 1])
            .max()
            .orElse(0));
  }

  /**
   * From the first write that the control was acknowledged on the last leader to the first view
   * with this leader; zero if the view came first, or if no other was leader before.
   */
  Duration window() {
    return change()
        .map(change -> Duration.ofNanos(Math.max(0, change.seen() - change.began())))
        .orElse(Duration.ZERO);
  }

  /** The writes that clients on the driver began elsewhere in that time. */
  long writesInWindow() {
    return change().map(this::writesDuring).orElse(0L);
  }

  private record Change(String leader, long began, long seen) {}

  private Optional<Change> change() {
    List<Sighting> led = history.sightings().stream().filter(s -> s.leader() != null).toList();
    if (led.isEmpty()) {
      return Optional.empty();
    }
    String leader = String.valueOf(led.get(led.size() - 1).leader());
    long lastOther =
        led.stream()
            .filter(sighting -> sighting.hasLeaderOtherThan(leader))
            .mapToLong(Sighting::seen)
            .max()
            .orElse(Long.MAX_VALUE);
    return led.stream()
        .filter(sighting -> sighting.seen() > lastOther)
        .findFirst()
        .flatMap(first -> firstWriteOn(leader).map(w -> new Change(leader, w, first.seen())));
  }

  private Optional<Long> firstWriteOn(String leader) {
    return of(Traffic.CONTROL, each -> each.kind().decides()).stream()
        .filter(each -> leader.equals(each.server()))
        .findFirst()
        .map(Operation::ended);
  }

  private long writesDuring(Change change) {
    return history.without(Traffic.CONTROL).operations().stream()
        .filter(each -> each.kind().writes() && each.server() != null)
        .filter(each -> !change.leader().equals(each.server()))
        .filter(each -> each.begun() > change.began() && each.begun() < change.seen())
        .count();
  }

  long failures(String prefix) {
    return count(prefix, Result.FAILED);
  }

  long unknown(String prefix) {
    return count(prefix, Result.UNKNOWN);
  }

  private long count(String prefix, Result result) {
    return history.operations().stream()
        .filter(each -> each.client().startsWith(prefix) && each.is(result))
        .count();
  }

  long lost(String prefix) {
    return Durability.lost(history).stream()
        .filter(each -> each.client().startsWith(prefix))
        .count();
  }

  long written(String prefix) {
    return of(prefix, operation -> operation.kind().decides()).size();
  }
}
