package io.pgha.demo;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that do something again and again, and do not keep the demo alive. What a task throws is
 * logged, and the task goes on.
 */
final class Repeater implements AutoCloseable {
  private static final Logger LOG = System.getLogger("io.pgha.demo");

  private final ScheduledThreadPoolExecutor threads;

  Repeater(String name, int count) {
    threads = new ScheduledThreadPoolExecutor(count, task -> daemon(name, task));
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Begins at once, and pauses so long after each time. */
  void withPause(int millis, Runnable task) {
    ScheduledFuture<?> unused =
        threads.scheduleWithFixedDelay(guarded(task), 0, millis, TimeUnit.MILLISECONDS);
  }

  /** Begins in a second. */
  void everySecond(Runnable task) {
    ScheduledFuture<?> unused = threads.scheduleAtFixedRate(guarded(task), 1, 1, TimeUnit.SECONDS);
  }

  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "Unexpected", e);
      }
    };
  }

  /** Begins nothing any more, and waits a few seconds for what is under way. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
