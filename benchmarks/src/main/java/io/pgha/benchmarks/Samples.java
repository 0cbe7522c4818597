package io.pgha.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The measurements of one benchmark. Immutable.
 *
 * @param forks those of each JVM
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and changed by nobody.
record Samples(double[][] forks) {
  static final int RESAMPLINGS = 2000;
  static final int SEED = 1;

  /** Of what JMH calls a metric. */
  static Samples of(JsonNode metric) {
    return new Samples(
        elements(metric.path("rawData")).map(Samples::numbers).toArray(double[][]::new));
  }

  private static double[] numbers(JsonNode fork) {
    return elements(fork).mapToDouble(JsonNode::asDouble).toArray();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), /* parallel= */ false);
  }

  double median() {
    return quantile(0.5, Arrays.stream(forks).flatMapToDouble(Arrays::stream));
  }

  /** Between two, in proportion. */
  private static double quantile(double share, DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    double place = share * (sorted.length - 1);
    double low = sorted[(int) Math.floor(place)];
    return low + (place % 1) * (sorted[(int) Math.ceil(place)] - low);
  }

  /** Of the medians. */
  Estimate ratioTo(Samples other) {
    return estimate(
        median() / other.median(),
        random -> resampled(random).median() / other.resampled(random).median());
  }

  /** Of the medians. */
  Estimate minus(Samples other) {
    return estimate(
        median() - other.median(),
        random -> resampled(random).median() - other.resampled(random).median());
  }

  Estimate medianEstimate() {
    return estimate(median(), random -> resampled(random).median());
  }

  private static Estimate estimate(double value, ToDoubleFunction<RandomGenerator> resample) {
    RandomGenerator random = new SplittableRandom(SEED);
    double[] resampled =
        DoubleStream.generate(() -> resample.applyAsDouble(random)).limit(RESAMPLINGS).toArray();
    return new Estimate(
        value,
        quantile(0.025, Arrays.stream(resampled)),
        quantile(0.975, Arrays.stream(resampled)));
  }

  /** JVMs differ by more than the measurements in one of them, so both are drawn. */
  private Samples resampled(RandomGenerator random) {
    double[][] drawn = new double[forks.length][];
    Arrays.setAll(drawn, fork -> resampled(forks[random.nextInt(forks.length)], random));
    return new Samples(drawn);
  }

  private static double[] resampled(double[] fork, RandomGenerator random) {
    double[] drawn = new double[fork.length];
    Arrays.setAll(drawn, index -> fork[random.nextInt(fork.length)]);
    return drawn;
  }
}
