package io.pgha.demo;

import java.util.Collection;
import java.util.stream.LongStream;

/** The longest time without an answer. */
final class Gap {
  private Gap() {}

  /**
   * The longest time, in nanoseconds, from one answer to the next that touches the event. Without
   * an answer before or after it, the event's own bounds count.
   */
  static long longest(Collection<? extends Served> answers, Span event) {
    long[] ends = answers.stream().mapToLong(served -> served.span().end()).sorted().toArray();
    long before =
        LongStream.of(ends).filter(end -> end <= event.start()).max().orElse(event.start());
    long after = LongStream.of(ends).filter(end -> end >= event.end()).min().orElse(event.end());
    long longest = 0;
    long last = before;
    for (long end : ends) {
      if (end > before && end <= after) {
        longest = Math.max(longest, end - last);
        last = end;
      }
    }
    return Math.max(longest, after - last);
  }
}
