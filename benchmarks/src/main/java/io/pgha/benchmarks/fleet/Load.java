package io.pgha.benchmarks.fleet;

import io.pgha.benchmarks.report.Threads;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * What comes of clients that ask an API again as soon as they have an answer.
 *
 * @param nanos how long each answer took
 */
record Load(int clients, double perSecond, List<Long> nanos, long refused) {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  static Load on(Api api, int clients, Duration time) throws InterruptedException {
    Collection<Long> waits = new ConcurrentLinkedQueue<>();
    long dropped = Kernel.dropped();
    long end = System.nanoTime() + time.toNanos();
    ExecutorService threads = Executors.newCachedThreadPool(Threads.named("load"));
    IntStream.range(0, clients).forEach(i -> threads.execute(() -> ask(api, end, waits)));
    threads.shutdown();
    Threads.pass(time);
    int answered = waits.size();
    if (!threads.awaitTermination(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("A client goes on although its time is long over");
    }
    double perSecond = answered / (time.toNanos() / 1e9);
    return new Load(clients, perSecond, List.copyOf(waits), Kernel.dropped() - dropped);
  }

  private static void ask(Api api, long end, Collection<Long> waits) {
    while (System.nanoTime() < end) {
      waits.add(api.ask(TIMEOUT));
    }
  }
}
