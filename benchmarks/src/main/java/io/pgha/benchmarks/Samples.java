package io.pgha.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The measurements of one benchmark, of all its forks. Sorted; immutable. */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and changed by nobody.
record Samples(double[] sorted) {
  private static final int RESAMPLINGS = 2000;
  private static final int SEED = 1;

  /** On the clock. */
  static Samples times(RunResult result) {
    return of(iterations(result).mapToDouble(each -> each.getPrimaryResult().getScore()));
  }

  /** What a profiler has measured beside that. */
  static Samples secondary(RunResult result, String label) {
    return of(iterations(result).mapToDouble(each -> secondary(each, label)));
  }

  private static double secondary(IterationResult iteration, String label) {
    Result<?> measured = iteration.getSecondaryResults().get(label);
    return Objects.requireNonNull(measured, label).getScore();
  }

  private static Stream<IterationResult> iterations(RunResult result) {
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream());
  }

  static Samples of(DoubleStream measured) {
    return new Samples(measured.sorted().toArray());
  }

  double median() {
    return quantile(0.5);
  }

  private double quantile(double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  /** Of the medians, with the interval that holds it in 95 of 100 resamplings of both. */
  String ratioTo(Samples other) {
    RandomGenerator random = new SplittableRandom(SEED);
    Samples ratios =
        of(
            DoubleStream.generate(
                    () -> resampled(random).median() / other.resampled(random).median())
                .limit(RESAMPLINGS));
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        median() / other.median(),
        ratios.quantile(0.025),
        ratios.quantile(0.975));
  }

  private Samples resampled(RandomGenerator random) {
    double[] drawn = new double[sorted.length];
    Arrays.setAll(drawn, index -> sorted[random.nextInt(sorted.length)]);
    return of(Arrays.stream(drawn));
  }
}
