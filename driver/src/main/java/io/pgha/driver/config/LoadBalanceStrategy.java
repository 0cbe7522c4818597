package io.pgha.driver.config;

import java.util.Map;

/** How one of several eligible members is chosen. */
public enum LoadBalanceStrategy {
  LEAST_CONNECTIONS,
  RANDOM,
  ROUND_ROBIN;

  static LoadBalanceStrategy parse(String text) throws WrongValueException {
    return Choice.of(
        text,
        Map.of("leastConnections", LEAST_CONNECTIONS, "random", RANDOM, "roundRobin", ROUND_ROBIN));
  }
}
