package io.pgha.demo;

import io.pgha.demo.Served.Read;
import io.pgha.demo.Served.Write;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Keeps what the application saw, as it happens. Thread-safe. */
final class Recorder {
  private final LongSupplier clock;
  private final ConcurrentLinkedDeque<Write> writes = new ConcurrentLinkedDeque<>();
  private final ConcurrentLinkedDeque<Read> reads = new ConcurrentLinkedDeque<>();
  private final ConcurrentLinkedDeque<Failure> failures = new ConcurrentLinkedDeque<>();

  /**
   * Nothing yet.
   *
   * @param clock nanoseconds since the start of the demo
   */
  Recorder(LongSupplier clock) {
    this.clock = clock;
  }

  long now() {
    return clock.getAsLong();
  }

  void add(Write write) {
    writes.add(write);
  }

  void add(Read read) {
    reads.add(read);
  }

  void add(Failure failure) {
    failures.add(failure);
  }

  /** Everything so far. */
  Recording all() {
    return new Recording(List.copyOf(writes), List.copyOf(reads), List.copyOf(failures));
  }

  /** What was answered after that moment, without the failures. */
  Recording since(long moment) {
    return new Recording(
        latest(writes, moment).toList(), latest(reads, moment).toList(), List.of());
  }

  private static <T extends Served> Stream<T> latest(ConcurrentLinkedDeque<T> all, long moment) {
    Iterable<T> backwards = all::descendingIterator;
    return StreamSupport.stream(backwards.spliterator(), /* parallel= */ false)
        .takeWhile(served -> served.span().end() > moment);
  }
}
