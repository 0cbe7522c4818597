package io.pgha.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks a hundred times a second who has a virtual address, until it is closed. May be asked by any
 * thread at any time.
 */
public final class VirtualAddressWatch implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(10);

  private final ProxyHosts hosts;
  private final Stretch onNone = new Stretch();
  private final Stretch onSeveral = new Stretch();

  /** Why it has ended before it was closed; written by its own thread. */
  private volatile @Nullable RuntimeException failure;

  private final Thread thread = new Thread(this::watch, "pgha-testkit-virtual-address");

  VirtualAddressWatch(ProxyHosts hosts) {
    this.hosts = hosts;
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      sample();
    } catch (RuntimeException e) {
      // An interrupt, which is the end, breaks what is being read.
      failure = Thread.currentThread().isInterrupted() ? null : e;
    }
  }

  private void sample() {
    while (!Thread.currentThread().isInterrupted()) {
      int holders = hosts.holders().size();
      long now = System.nanoTime();
      onNone.sample(now, holders == 0);
      onSeveral.sample(now, holders > 1);
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
  }

  /** {@return the longest time for which no host had it} */
  public Duration longestOnNone() {
    return longest(onNone);
  }

  /** {@return the longest time for which more than one host had it} */
  public Duration longestOnSeveral() {
    return longest(onSeveral);
  }

  /** What was not looked at all the time is not known. */
  private Duration longest(Stretch stretch) {
    RuntimeException ended = failure;
    if (ended != null) {
      throw new IllegalStateException("The look for the virtual address has ended", ended);
    }
    return stretch.longest();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
