package io.pgha.proxy.live;

import io.pgha.driver.cluster.Deadline;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Rung when there may be something to do. Several rings before somebody looks are one. */
public final class Bell {
  private final Semaphore rings = new Semaphore(0);

  /** By any thread. */
  public void ring() {
    rings.release();
  }

  /** Waits for a ring, one that came before too. */
  public void await() throws InterruptedException {
    rings.acquire();
    rings.drainPermits();
  }

  /** As the other, until the deadline at most. */
  public void await(Deadline deadline) throws InterruptedException {
    if (rings.tryAcquire(deadline.remaining(), TimeUnit.NANOSECONDS)) {
      rings.drainPermits();
    }
  }
}
