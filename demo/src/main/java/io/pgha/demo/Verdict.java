package io.pgha.demo;

import io.pgha.demo.Failure.Work;
import io.pgha.demo.Served.Read;
import io.pgha.demo.Served.Write;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether routing was right throughout a run that is over. Pure.
 *
 * @param idsInTable the rows that the leader has at the end
 * @param leader its name
 */
record Verdict(Recording recording, List<Event> events, Set<Long> idsInTable, String leader) {
  private static final String READ_ONLY_TRANSACTION = "25006";

  Verdict {
    events = List.copyOf(events);
    idsInTable = Set.copyOf(idsInTable);
  }

  List<Finding> findings() {
    return List.of(
        acknowledgedWritesAreThere(),
        noReplicaWasWrittenTo(),
        oneMemberTookWritesAtATime(),
        applicationFollowed(),
        readsWereWhereTheyBelong());
  }

  boolean right() {
    return findings().stream().allMatch(Finding::right);
  }

  private Finding acknowledgedWritesAreThere() {
    List<Write> lost =
        recording.writes().stream().filter(write -> !idsInTable.contains(write.id())).toList();
    int all = recording.writes().size();
    if (all == 0) {
      return Finding.wrong("No write was acknowledged.");
    }
    return lost.isEmpty()
        ? Finding.right(
            "All %d acknowledged writes are in the table of the leader, %s.%s"
                .formatted(all, leader, rowsWhoseAnswerWasLost()))
        : Finding.wrong(
            "Of %d acknowledged writes %d are not in the table of the leader, %s; the first is %s."
                .formatted(all, lost.size(), leader, lost.get(0)));
  }

  private String rowsWhoseAnswerWasLost() {
    Set<Long> others = new HashSet<>(idsInTable);
    recording.writes().forEach(write -> others.remove(write.id()));
    return others.isEmpty()
        ? ""
        : " %d more are there, whose answer was lost with the connection.".formatted(others.size());
  }

  /** PostgreSQL refuses such a write, so it shows as a failure. */
  private Finding noReplicaWasWrittenTo() {
    long refused = writeFailures().filter(READ_ONLY_TRANSACTION::equals).count();
    long served = recording.writes().stream().filter(Served::inRecovery).count();
    return refused + served == 0
        ? Finding.right("No write went to a replica.")
        : Finding.wrong("%d writes went to a replica.".formatted(refused + served));
  }

  private Stream<String> writeFailures() {
    return recording.failures().stream()
        .filter(failure -> failure.work() == Work.WRITE)
        .map(Failure::sqlState);
  }

  private Finding oneMemberTookWritesAtATime() {
    Terms terms = new Terms(recording.writes());
    return terms
        .clash()
        .map(Finding::wrong)
        .orElseGet(() -> Finding.right("Writes had one member at a time: " + terms + "."));
  }

  private Finding applicationFollowed() {
    List<String> late =
        events.stream()
            .filter(event -> event.settledAt().isEmpty())
            .map(event -> "\"%s\" (reads belong %s)".formatted(event.name(), event.reads()))
            .toList();
    return late.isEmpty()
        ? Finding.right(
            "After each event reads went where they belong, and writes went on when they could.")
        : Finding.wrong(
            "The application did not follow in time after " + String.join(", ", late) + ".");
  }

  private Finding readsWereWhereTheyBelong() {
    List<String> wrong = events.stream().flatMap(this::wrongReads).toList();
    return wrong.isEmpty()
        ? Finding.right("Once settled, reads were on replicas; with none left, on the leader.")
        : Finding.wrong(String.join(" ", wrong));
  }

  private Stream<String> wrongReads(Event event) {
    if (event.settledAt().isEmpty()) {
      return Stream.of();
    }
    Span steady = new Span(event.settledAt().getAsLong(), event.span().end());
    List<Read> reads =
        recording.reads().stream().filter(read -> steady.contains(read.span())).toList();
    long wrong = reads.stream().filter(read -> !event.reads().accept(read)).count();
    if (reads.isEmpty()) {
      return Stream.of("Nothing was read after \"%s\".".formatted(event.name()));
    }
    return wrong == 0
        ? Stream.of()
        : Stream.of(
            "%d of %d reads after \"%s\" were not %s, where they belong."
                .formatted(wrong, reads.size(), event.name(), event.reads()));
  }
}
