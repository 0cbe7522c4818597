package io.pgha.benchmarks.race;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * One way to a cluster.
 *
 * @param sources where its clients take their connections from for an operation; more than one for
 *     the limit alone
 * @param requests how many its monitor or its checks have sent to Patroni's API so far
 */
record Contender(
    String name,
    Habit habit,
    Function<Operation, List<Client.Source>> sources,
    LongSupplier requests) {
  /** Tries every member all the time: what the cluster itself allows. */
  static final String LIMIT = "limit";

  /** Those that are judged: the driver alone, and under its pool. */
  static final List<String> PGHA = List.of("jdbc:pgha", "pgha-hikari");

  /** Begins to write or to read. */
  Lane enter(Operation operation, LongSupplier numbers) {
    List<Client.Source> all = sources.apply(operation);
    return new Lane(
        name,
        operation,
        IntStream.range(0, all.size())
            .mapToObj(i -> client(operation, all.get(i), "-" + i, numbers))
            .toList());
  }

  private Client client(
      Operation operation, Client.Source source, String suffix, LongSupplier numbers) {
    return new Client(name + "-" + operation.text() + suffix, operation, source, habit, numbers);
  }
}
