package io.pgha.benchmarks.race;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Successes by one member without a pause worth the name, in ms after the strike. */
record Served(double from, double to, String by) {
  /** One success. */
  record Moment(double at, String by) {}

  /**
   * By several members at the same time, if these are successes of several connections.
   *
   * @param moments in order
   */
  static List<Served> runs(List<Moment> moments) {
    TreeMap<String, List<Double>> members = new TreeMap<>();
    moments.forEach(
        moment -> members.computeIfAbsent(moment.by(), by -> new ArrayList<>()).add(moment.at()));
    List<Served> runs = new ArrayList<>();
    members.forEach((by, at) -> runs.addAll(runs(by, at)));
    runs.sort(Comparator.comparingDouble(Served::from));
    return runs;
  }

  private static List<Served> runs(String by, List<Double> ascending) {
    List<Served> runs = new ArrayList<>();
    for (double at : ascending) {
      int last = runs.size() - 1;
      if (last >= 0 && at - runs.get(last).to <= Pause.BREATH) {
        runs.set(last, new Served(runs.get(last).from, at, by));
      } else {
        runs.add(new Served(at, at, by));
      }
    }
    return runs;
  }
}
