package io.pgha.driver.it;

import java.time.Duration;

/** One line a fault in the output of the tests: how long it took, which they do not assert. */
final class Report {
  private Report() {}

  static void line(String fault, Duration took, String limit) {
    System.out.printf("[fault] %-50s %6d ms   (%s)%n", fault, took.toMillis(), limit);
  }

  static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
