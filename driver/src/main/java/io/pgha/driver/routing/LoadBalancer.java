package io.pgha.driver.routing;

import io.pgha.driver.config.LoadBalanceStrategy;
import io.pgha.driver.topology.MemberView;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/** Picks one of several members that are equally good. Thread-safe. */
interface LoadBalancer {
  /**
   * Picks one.
   *
   * @param equals not empty
   */
  MemberView pick(List<MemberView> equals);

  /**
   * The balancer that a parameter names.
   *
   * @param connections how many sessions are open on a member
   * @param random of the calling thread
   */
  static LoadBalancer of(
      LoadBalanceStrategy strategy,
      ToIntFunction<URI> connections,
      Supplier<RandomGenerator> random) {
    return switch (strategy) {
      case LEAST_CONNECTIONS -> new LeastConnections(connections, random);
      case RANDOM -> equals -> equals.get(random.get().nextInt(equals.size()));
      case ROUND_ROBIN -> new RoundRobin();
    };
  }

  /**
   * The one with fewer sessions of two random ones: as even as looking at all, but many JVMs that
   * look at once do not all run to the same. Ties are random, since each JVM counts its own
   * sessions only.
   */
  record LeastConnections(ToIntFunction<URI> connections, Supplier<RandomGenerator> random)
      implements LoadBalancer {
    @Override
    public MemberView pick(List<MemberView> equals) {
      int size = equals.size();
      if (size == 1) {
        return equals.get(0);
      }
      RandomGenerator dice = random.get();
      int first = dice.nextInt(size);
      int second = (first + 1 + dice.nextInt(size - 1)) % size;
      return count(equals.get(second)) < count(equals.get(first))
          ? equals.get(second)
          : equals.get(first);
    }

    private int count(MemberView seen) {
      return connections.applyAsInt(seen.member().api());
    }
  }

  /**
   * In turn over those that are there: when one is gone, its share goes to all that remain. Where
   * there is no choice no turn passes, or connects that alternate between the leader and one of two
   * replicas would meet the same replica each time.
   */
  final class RoundRobin implements LoadBalancer {
    private final AtomicInteger turn = new AtomicInteger();

    @Override
    public MemberView pick(List<MemberView> equals) {
      int size = equals.size();
      return equals.get(size == 1 ? 0 : Math.floorMod(turn.getAndIncrement(), size));
    }
  }
}
