package io.pgha.driver.cluster;

import io.pgha.driver.topology.View;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The present view of a cluster: one writer, any number of readers, no lock. Who waits for a better
 * view is woken by each new one; a view that comes between the look and the wait is not missed,
 * since the latch belongs to the view that was looked at.
 */
final class Views {
  private record Published(View view, CountDownLatch replaced) {}

  /** Written only by the monitor thread. */
  private volatile Published current;

  /** Set once, by whoever closes. */
  private volatile boolean closed;

  Views(View initial) {
    current = new Published(initial, new CountDownLatch(1));
  }

  View view() {
    return current.view();
  }

  void publish(View next) {
    Published previous = current;
    current = new Published(next, new CountDownLatch(1));
    previous.replaced().countDown();
  }

  /** Lets go of all who wait, for there will be no other view. */
  void close() {
    closed = true;
    publish(current.view());
  }

  boolean closed() {
    return closed;
  }

  /**
   * The first view that is as wanted, or the present one once the deadline has passed or there will
   * be no other.
   */
  View await(Predicate<View> wanted, Deadline deadline) throws InterruptedException {
    Published seen = current;
    while (!wanted.test(seen.view())
        && !closed
        && seen.replaced().await(deadline.remaining(), TimeUnit.NANOSECONDS)) {
      seen = current;
    }
    return seen.view();
  }
}
