package io.pgha.driver.proof;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Every client works again before the deadline.
 *
 * @param clients their names
 * @param healed when the cluster had been healed, of {@link System#nanoTime}
 */
record Recovery(Set<String> clients, long healed, Duration deadline) implements Invariant {
  Recovery {
    clients = Set.copyOf(clients);
  }

  @Override
  public List<String> violations(History history) {
    return clients.stream()
        .filter(client -> history.acknowledged().noneMatch(each -> isInTime(client, each)))
        .map(client -> client + " does not work " + deadline + " after the cluster was healed")
        .sorted()
        .toList();
  }

  private boolean isInTime(String client, Operation operation) {
    return operation.client().equals(client)
        && operation.begun() >= healed
        && operation.ended() <= healed + deadline.toNanos();
  }
}
