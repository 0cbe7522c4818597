package io.pgha.driver.patroni;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Remembers what a request told, how often and in which thread. */
final class Told<T> implements Consumer<T> {
  private final CompletableFuture<T> first = new CompletableFuture<>();
  private final CompletableFuture<Thread> thread = new CompletableFuture<>();
  private final AtomicInteger times = new AtomicInteger();

  @Override
  public void accept(T result) {
    times.incrementAndGet();
    thread.complete(Thread.currentThread());
    first.complete(result);
  }

  /** Waits for the one result. */
  T result() {
    T result = first.orTimeout(10, TimeUnit.SECONDS).join();
    assertThat(times).hasValue(1);
    return result;
  }

  Thread thread() {
    return thread.orTimeout(10, TimeUnit.SECONDS).join();
  }

  int times() {
    return times.get();
  }
}
