package io.pgha.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for a condition that only asking can tell. */
final class Await {
  static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private Await() {}

  /** Waits until there is an answer, and gives it. */
  static <T> T present(
      String description,
      Duration timeout,
      Supplier<Optional<T>> question,
      Supplier<String> details) {
    // Filled by the last question asked.
    List<T> found = new ArrayList<>(1);
    until(
        description,
        timeout,
        () -> {
          question.get().ifPresent(found::add);
          return !found.isEmpty();
        },
        details);
    return found.get(0);
  }

  static void until(String description, BooleanSupplier condition) {
    until(description, TIMEOUT, condition, () -> "");
  }

  /**
   * A condition that throws IllegalStateException, such as SQL on a server that is starting, does
   * not hold yet.
   *
   * @param details what to add to the message when the time is over
   * @throws IllegalStateException when the condition does not hold before the timeout
   */
  static void until(
      String description, Duration timeout, BooleanSupplier condition, Supplier<String> details) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Attempt attempt = Attempt.at(condition);
    while (!attempt.holds()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException(
            "Interrupted while waiting for " + description, attempt.failure());
      }
      if (System.nanoTime() - deadline > 0) {
        String message =
            "Waited %s in vain for %s. %s".formatted(timeout, description, details.get());
        throw new IllegalStateException(message, attempt.failure());
      }
      LockSupport.parkNanos(INTERVAL.toNanos());
      attempt = Attempt.at(condition);
    }
  }

  private record Attempt(boolean holds, @Nullable IllegalStateException failure) {
    static Attempt at(BooleanSupplier condition) {
      try {
        return new Attempt(condition.getAsBoolean(), null);
      } catch (IllegalStateException e) {
        return new Attempt(false, e);
      }
    }
  }
}
