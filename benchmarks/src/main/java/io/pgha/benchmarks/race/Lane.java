package io.pgha.benchmarks.race;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** One contender at one operation. It is served when one of its clients is. */
record Lane(String contender, Operation operation, List<Client> clients) {
  Lane {
    clients = List.copyOf(clients);
  }

  boolean isWell(Duration length) {
    return clients.stream().anyMatch(client -> client.isWell(length));
  }

  boolean isServed(long since, Predicate<String> by) {
    return clients.stream().anyMatch(client -> client.isServed(since, by));
  }

  List<Attempt> attempts() {
    return clients.stream().flatMap(client -> client.attempts().stream()).toList();
  }

  @Override
  public String toString() {
    return contender + " (" + operation.text() + ")";
  }
}
