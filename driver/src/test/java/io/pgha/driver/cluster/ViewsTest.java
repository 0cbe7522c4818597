package io.pgha.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.topology.PolledCluster;
import io.pgha.driver.topology.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ViewsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final PolledCluster polled = PolledCluster.of("pg1");
  private final Views views = new Views(polled.view());

  @Test
  void giveThePresentOneAtOnceIfItIsAsWanted() throws InterruptedException {
    View present = views.await(view -> true, after(Duration.ZERO));

    assertThat(present).isSameAs(views.view());
  }

  @Test
  void giveThePresentOneOnceTimeIsUp() throws InterruptedException {
    View present = views.await(view -> false, after(Duration.ofMillis(10)));

    assertThat(present).isSameAs(views.view());
  }

  @Test
  void passOverThoseThatAreNotWanted() throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<View> third =
          threads.submit(() -> views.await(view -> view.sequence() == 3, after(LONG)));
      for (int i = 0; i < 3; i++) {
        views.publish(polled.silent("pg1").view());
      }

      assertThat(third.get().sequence()).isEqualTo(3);
    } finally {
      threads.shutdownNow();
    }
  }

  /** The last one is published once: who missed it would wait in vain. */
  @Test
  void areNeverMissed() throws Exception {
    int waiters = 8;
    long last = 500;
    ExecutorService threads = Executors.newFixedThreadPool(waiters);
    try {
      List<Future<List<Long>>> seen = new ArrayList<>();
      for (int i = 0; i < waiters; i++) {
        seen.add(threads.submit(() -> follow(last)));
      }
      for (long i = 0; i < last; i++) {
        views.publish(polled.silent("pg1").view());
      }
      for (Future<List<Long>> each : seen) {
        assertThat(each.get()).isSorted().doesNotHaveDuplicates().endsWith(last);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void reachEveryoneWhoWaitsForAnyOfThem() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<View>> waiting =
          LongStream.rangeClosed(1, 8)
              .mapToObj(
                  wanted ->
                      threads.submit(
                          () -> views.await(view -> view.sequence() >= wanted, after(LONG))))
              .toList();
      for (int i = 0; i < 8; i++) {
        views.publish(polled.silent("pg1").view());
      }
      for (Future<View> each : waiting) {
        assertThat(each.get().sequence()).isPositive();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Each time waits for a newer one than the last. */
  private List<Long> follow(long last) throws InterruptedException {
    List<Long> seen = new ArrayList<>();
    long sequence = 0;
    while (sequence < last) {
      long known = sequence;
      sequence = views.await(view -> view.sequence() > known, after(LONG)).sequence();
      seen.add(sequence);
    }
    return seen;
  }

  private static Deadline after(Duration timeout) {
    return Deadline.after(Ticker.systemTicker(), timeout);
  }
}
