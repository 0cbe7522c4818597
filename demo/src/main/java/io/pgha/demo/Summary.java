package io.pgha.demo;

import io.pgha.demo.Failure.Work;
import io.pgha.demo.Served.Read;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table at the end, and the errors below it. Pure. */
record Summary(Recording recording, List<Event> events) {
  private static final String ROW = "  %-15s  %9s  %9s  %-10s  %s";

  Summary {
    events = List.copyOf(events);
  }

  List<String> table() {
    Stream<String> header =
        Stream.of(ROW.formatted("event", "write gap", "read gap", "errors", "reads went to"));
    return Stream.concat(header, events.stream().map(this::row)).toList();
  }

  private String row(Event event) {
    return ROW.formatted(
        event.name(),
        Format.millis(Gap.longest(recording.writes(), event.span())),
        Format.millis(Gap.longest(recording.reads(), event.span())),
        errors(event.span()),
        readsWentTo(event.span()));
  }

  private String errors(Span span) {
    long writes = count(Work.WRITE, span);
    long reads = count(Work.READ, span);
    return writes + reads == 0 ? "none" : writes + " w, " + reads + " r";
  }

  private long count(Work work, Span span) {
    return recording.failures().stream()
        .filter(failure -> failure.work() == work && span.contains(failure.at()))
        .count();
  }

  private String readsWentTo(Span span) {
    List<Read> reads =
        recording.reads().stream().filter(read -> span.contains(read.span().end())).toList();
    long onReplicas = reads.stream().filter(Read::inRecovery).count();
    return Stream.of(
            share("replicas", onReplicas, reads.size()),
            share("leader", reads.size() - onReplicas, reads.size()))
        .filter(share -> !share.isEmpty())
        .collect(Collectors.collectingAndThen(Collectors.joining(", "), Summary::orNobody));
  }

  private static String share(String where, long part, long whole) {
    return part == 0 ? "" : where + " " + Format.percent(part, whole);
  }

  private static String orNobody(String shares) {
    return shares.isEmpty() ? "nobody" : shares;
  }

  /** Each kind of error, with its number and one of its messages. */
  List<String> errors() {
    Map<String, List<Failure>> byState =
        recording.failures().stream()
            .collect(Collectors.groupingBy(Failure::sqlState, TreeMap::new, Collectors.toList()));
    return byState.entrySet().stream().map(each -> error(each.getKey(), each.getValue())).toList();
  }

  private static String error(String sqlState, List<Failure> failures) {
    return "  %4d x  SQLSTATE %s  %s"
        .formatted(failures.size(), sqlState, failures.get(0).message());
  }
}
