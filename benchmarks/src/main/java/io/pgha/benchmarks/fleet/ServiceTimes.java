package io.pgha.benchmarks.fleet;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How long an API works for one request: drawn from times that were measured, when one request came
 * after another. For a part of it the request needs what there is only once in a Patroni, Python's
 * lock and the connection to PostgreSQL; the part is such that the API serves as many requests a
 * second as it did when as many as possible came.
 */
final class ServiceTimes {
  /**
   * Of one request, in nanoseconds.
   *
   * @param exclusive while no other request can have the same
   * @param shared while others may
   */
  record Service(long exclusive, long shared) {}

  private final long[] measured;
  private final double exclusiveShare;

  /**
   * @param measured nanoseconds
   */
  ServiceTimes(List<Long> measured, double perSecond) {
    this.measured = measured.stream().mapToLong(each -> each).toArray();
    this.exclusiveShare = Math.min(1, 1e9 / perSecond / mean(measured));
  }

  private static double mean(List<Long> measured) {
    return measured.stream().mapToLong(each -> each).average().orElseThrow();
  }

  Service draw(RandomGenerator random) {
    long took = measured[random.nextInt(measured.length)];
    long exclusive = (long) (took * exclusiveShare);
    return new Service(exclusive, took - exclusive);
  }
}
