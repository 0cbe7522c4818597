package io.pgha.benchmarks.fleet;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** A clock that jumps from one event to the next. Owned by one thread. */
final class Simulation implements Ticker {
  /** Of two events at the same time, the one that was planned first comes first. */
  private record Event(long at, long number, Runnable what) {}

  private final Queue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));

  private long now;
  private long planned;

  @Override
  public long read() {
    return now;
  }

  void after(long nanos, Runnable what) {
    events.add(new Event(now + nanos, planned++, what));
  }

  /** Lets everything happen that is due until then, which is then the present. */
  void runUntil(long end) {
    for (Event next = events.peek(); next != null && next.at() <= end; next = events.peek()) {
      events.remove();
      now = next.at();
      next.what().run();
    }
    now = end;
  }
}
