package io.pgha.benchmarks.fleet;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How many requests one member gets.
 *
 * @param perSecond on average
 * @param peak of a second, over half a second
 * @param curve milliseconds since it began, and requests a second from then on
 */
record Rates(double perSecond, double peak, List<double[]> curve) {
  static final long STEP_NANOS = 500_000_000L;

  /**
   * @param counts requests in each step of half a second
   */
  static Rates of(List<Long> counts, int members) {
    double stepsPerSecond = 1e9 / STEP_NANOS;
    List<double[]> curve =
        IntStream.range(0, counts.size())
            .mapToObj(
                step ->
                    new double[] {
                      step * STEP_NANOS / 1e6,
                      Rounded.tenth(counts.get(step) * stepsPerSecond / members)
                    })
            .toList();
    double average = curve.stream().mapToDouble(point -> point[1]).average().orElse(0);
    double peak = curve.stream().mapToDouble(point -> point[1]).max().orElse(0);
    return new Rates(Rounded.tenth(average), peak, curve);
  }
}
