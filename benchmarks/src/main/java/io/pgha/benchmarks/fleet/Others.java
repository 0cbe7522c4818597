package io.pgha.benchmarks.fleet;

import io.pgha.benchmarks.report.Threads;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Other clients of members' APIs: to each a request again and again, whether the one before was
 * answered or not. Thread-safe.
 */
final class Others {
  private static final Duration TIMEOUT = SimulatedOthers.TIMEOUT;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Threads.named("others-clock"));
  private final ExecutorService askers = Executors.newCachedThreadPool(Threads.named("other"));
  private final Collection<Long> waits = new ConcurrentLinkedQueue<>();

  static Others ask(List<Api> apis) {
    Others others = new Others();
    var unused =
        others.clock.scheduleAtFixedRate(
            () -> apis.forEach(others::ask),
            0,
            SimulatedOthers.PAUSE.toMillis(),
            TimeUnit.MILLISECONDS);
    return others;
  }

  private void ask(Api api) {
    askers.execute(() -> waits.add(api.ask(TIMEOUT)));
  }

  /** Sends no more, and returns when all that were sent have ended. */
  Waits stop() throws InterruptedException {
    clock.shutdown();
    var unused = clock.awaitTermination(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    askers.shutdown();
    if (!askers.awaitTermination(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("A request goes on although its timeout is long over");
    }
    return Waits.ofNanos(waits);
  }
}
