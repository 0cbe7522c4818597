package io.pgha.demo;

import io.pgha.demo.Failure.Work;
import io.pgha.demo.Served.Read;
import io.pgha.demo.Served.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A made-up run, told step by step; times are milliseconds. */
final class Runs {
  private final List<Write> writes = new ArrayList<>();
  private final List<Read> reads = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();

  /** Rows are numbered from 1. */
  Runs write(long at, String member, int timeline) {
    writes.add(new Write(writes.size() + 1, timeline, member, false, span(at, at + 1)));
    return this;
  }

  Runs readOnReplica(long at) {
    reads.add(new Read("pg2", true, span(at, at + 1)));
    return this;
  }

  Runs readOnLeader(long at) {
    reads.add(new Read("pg1", false, span(at, at + 1)));
    return this;
  }

  Runs fail(Work work, long at, String sqlState) {
    failures.add(new Failure(work, nanos(at), sqlState, "message of " + sqlState));
    return this;
  }

  Recording recording() {
    return new Recording(writes, reads, failures);
  }

  static Event event(String name, long start, long settled, long end, Reads reads) {
    return new Event(name, span(start, end), OptionalLong.of(nanos(settled)), reads);
  }

  static Event neverSettled(String name, long start, long end) {
    return new Event(name, span(start, end), OptionalLong.empty(), Reads.ON_REPLICAS);
  }

  static Span span(long start, long end) {
    return new Span(nanos(start), nanos(end));
  }

  static long nanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
