package io.pgha.driver.patroni;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that requests run in: daemons that go when there was nothing to do for half a second.
 */
final class PollThreads {
  /** Far more than members; name look-ups that hang may hold that many, and no more. */
  static final int MAX = 64;

  private static final AtomicInteger STARTED = new AtomicInteger();

  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          0, MAX, 500, TimeUnit.MILLISECONDS, new SynchronousQueue<>(), PollThreads::thread);

  private static Thread thread(Runnable work) {
    Thread thread =
        new Thread(
            /* group= */ null,
            work,
            "pgha-patroni-" + STARTED.incrementAndGet(),
            /* stackSize= */ 0,
            /* inheritThreadLocals= */ false);
    thread.setDaemon(true);
    // It may outlive the web application whose connect started it, and must not keep its class
    // loader.
    thread.setContextClassLoader(null);
    return thread;
  }

  /** Runs it in one of the threads; in the caller's if there is none left, or no more. */
  void run(Runnable brief) {
    if (!offer(brief)) {
      brief.run();
    }
  }

  /** Returns whether one of the threads runs it: not if all are taken, nor after {@link #close}. */
  boolean offer(Runnable work) {
    try {
      executor.execute(work);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  boolean closed() {
    return executor.isShutdown();
  }

  void close() {
    executor.shutdown();
  }

  boolean ended() {
    return executor.isTerminated();
  }

  void awaitEnd(long nanos) throws InterruptedException {
    executor.awaitTermination(nanos, TimeUnit.NANOSECONDS);
  }
}
