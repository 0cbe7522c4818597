package io.pgha.benchmarks.fleet;

/**
 * What the fleet is to cost at most.
 *
 * @param value as it was measured
 */
record Goal(String goal, String value, boolean met) {
  String line() {
    return (met ? "met: " : "missed: ") + goal + ": " + value;
  }
}
