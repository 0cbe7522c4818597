package io.pgha.benchmarks.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** When the JVMs of a fleet learnt of a leader. Thread-safe. */
final class Knowing {
  /** A curve of more points looks the same. */
  private static final int POINTS = 100;

  private final int jvms;

  /** Nanoseconds, one for each JVM that knows. Guarded by this. */
  private final List<Long> after = new ArrayList<>();

  Knowing(int jvms) {
    this.jvms = jvms;
  }

  /** One more has learnt of it, so long after it could. */
  synchronized void knows(long nanos) {
    after.add(Math.max(0, nanos));
  }

  synchronized boolean complete() {
    return after.size() == jvms;
  }

  /** Milliseconds until this part of the JVMs knew; empty if fewer ever did. */
  synchronized OptionalDouble millis(double fraction) {
    int count = Math.max(1, (int) Math.ceil(fraction * jvms));
    return count > after.size()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Rounded.millis(sorted().get(count - 1)));
  }

  private List<Long> sorted() {
    return after.stream().sorted().toList();
  }

  /** Milliseconds, and the fraction that knew by then. */
  synchronized List<double[]> curve() {
    List<Long> sorted = sorted();
    int points = Math.min(POINTS, sorted.size());
    return IntStream.rangeClosed(1, points)
        .map(point -> (int) ((long) point * sorted.size() / points))
        .mapToObj(
            count -> new double[] {Rounded.millis(sorted.get(count - 1)), count / (double) jvms})
        .toList();
  }
}
