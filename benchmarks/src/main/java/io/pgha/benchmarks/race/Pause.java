package io.pgha.benchmarks.race;

import java.util.List;

/** A time without a success, in ms after the strike. */
record Pause(double from, double to) {
  /** Between two successes of a client that is well there is less. */
  static final double BREATH = 50;

  double length() {
    return to - from;
  }

  /**
   * The longest between the strike and the end.
   *
   * @param served when there was success, in order
   * @param from when the look begins, before the strike
   */
  static Pause longest(List<Double> served, double from, double to) {
    Pause longest = new Pause(0, 0);
    double last = from;
    for (double next : served) {
      longest = longest.orLonger(new Pause(last, Math.min(next, to)));
      last = next;
    }
    return longest.orLonger(new Pause(last, to));
  }

  private Pause orLonger(Pause other) {
    return other.to > 0 && other.length() > length() ? other : this;
  }

  /** How much of it is not part of the other one. */
  double beyond(Pause other) {
    double both = Math.min(to, other.to) - Math.max(from, other.from);
    return length() - Math.max(0, both);
  }
}
