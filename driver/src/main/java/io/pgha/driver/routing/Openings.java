package io.pgha.driver.routing;

import io.pgha.driver.cluster.Deadline;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The sessions that are on their way to each member, and how many may be in the opening there at
 * the same time. After a failover hundreds of threads want one at once; all together they share the
 * processors of both sides, so that the first session is ready hardly sooner than the last, and the
 * monitor's polls find no time between them. Thread-safe.
 */
final class Openings {
  /** Far more than two processors can do, and few enough for the first to be quick. */
  static final int AT_ONCE = 16;

  /**
   * Held ahead on a member that is promoted: that is not to be slowed down, and the first sessions
   * are what everybody waits for.
   */
  static final int MOST_AHEAD = 4;

  /** The view may change meanwhile. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private static final class Door {
    private final AtomicInteger coming = new AtomicInteger();
    private final Semaphore room = new Semaphore(AT_ONCE, /* fair= */ true);
    private final AtomicInteger ahead = new AtomicInteger();
  }

  private final ConcurrentHashMap<URI, Door> members = new ConcurrentHashMap<>();

  /** Comes before anything else, and {@link #end} after it. */
  void begin(URI api) {
    of(api).coming.incrementAndGet();
  }

  void end(URI api) {
    of(api).coming.decrementAndGet();
  }

  /** How many have begun and not ended. */
  int count(URI api) {
    Door door = members.get(api);
    return door == null ? 0 : door.coming.get();
  }

  /** Says whether there is room and nobody waits for it; then {@link #leave} must follow. */
  boolean enterNow(URI api) throws InterruptedException {
    return of(api).room.tryAcquire(0, TimeUnit.NANOSECONDS);
  }

  /** Waits for its turn, not for long; if it has come, {@link #leave} must follow. */
  boolean enter(URI api, Deadline deadline) throws InterruptedException {
    long patience = Math.min(PATIENCE.toNanos(), deadline.remaining());
    return of(api).room.tryAcquire(patience, TimeUnit.NANOSECONDS);
  }

  void leave(URI api) {
    of(api).room.release();
  }

  /**
   * Says whether one more session may be held ahead; then {@link #leaveAhead} must follow when it
   * is not any more.
   *
   * @param most with this one
   */
  boolean enterAhead(URI api, int most) {
    AtomicInteger ahead = of(api).ahead;
    int before = ahead.getAndUpdate(held -> held < most ? held + 1 : held);
    return before < most;
  }

  void leaveAhead(URI api) {
    of(api).ahead.decrementAndGet();
  }

  private Door of(URI api) {
    return members.computeIfAbsent(api, unseen -> new Door());
  }
}
