package io.pgha.spring;

import io.pgha.spring.shop.Orders;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** Threads that place orders and count them, each a little pause after the last. */
final class Load implements AutoCloseable {
  private static final int THREADS = 3;
  private static final int PAUSE_MILLIS = 10;

  /** All applications of the JVM share one table. */
  private static final AtomicLong NEXT = new AtomicLong(1_000);

  private final Orders orders;
  private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<String> servers = ConcurrentHashMap.newKeySet();
  private final LongAdder reads = new LongAdder();
  private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
  private final List<ScheduledExecutorService> threads;

  Load(Orders orders) {
    this.orders = orders;
    this.threads =
        IntStream.range(0, 2 * THREADS)
            .mapToObj(i -> repeat(i < THREADS ? this::write : this::read))
            .toList();
  }

  private static ScheduledExecutorService repeat(Runnable work) {
    ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    var unused = thread.scheduleWithFixedDelay(work, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    return thread;
  }

  private void write() {
    long id = NEXT.getAndIncrement();
    try {
      servers.add(orders.place(id, "tea"));
      acknowledged.add(id);
    } catch (RuntimeException e) {
      failed("write", e);
    }
  }

  private void read() {
    try {
      orders.count();
      reads.increment();
    } catch (RuntimeException e) {
      failed("read", e);
    }
  }

  private void failed(String what, RuntimeException e) {
    errors.computeIfAbsent(what + " " + state(e), unseen -> new LongAdder()).increment();
  }

  /** What the driver gave, whatever the frameworks have wrapped it in. */
  private static String state(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException failure) {
        return failure.getSQLState() == null ? failure.toString() : failure.getSQLState();
      }
    }
    return e.toString();
  }

  /** Where orders were placed since the last time. */
  Set<String> takeServers() {
    Set<String> seen = Set.copyOf(servers);
    servers.removeAll(seen);
    return seen;
  }

  boolean reaches(String server) {
    return servers.contains(server);
  }

  long reads() {
    return reads.sum();
  }

  Set<Long> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  /** By the SQLSTATE that pgha or PostgreSQL gave. */
  Map<String, LongAdder> errors() {
    return new TreeMap<>(errors);
  }

  @Override
  public void close() {
    threads.forEach(ScheduledExecutorService::shutdown);
    try {
      for (ScheduledExecutorService thread : threads) {
        if (!thread.awaitTermination(2, TimeUnit.MINUTES)) {
          throw new AssertionError("A transaction does not end");
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
