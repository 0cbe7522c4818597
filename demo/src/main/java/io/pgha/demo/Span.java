package io.pgha.demo;

/** A stretch of time, in nanoseconds since the start of the demo. */
record Span(long start, long end) {
  boolean contains(Span other) {
    return start <= other.start && other.end <= end;
  }

  boolean contains(long moment) {
    return start <= moment && moment < end;
  }

  /** This one was over when the other began. */
  boolean isBefore(Span other) {
    return end < other.start;
  }
}
