package io.pgha.driver.proof;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A thread that does its work over and over, with pauses between, until it is stopped. */
final class Client {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Work work;
  private final Duration pause;
  private final Thread thread;
  private volatile boolean stopped;

  /** Written by the thread; null unless something was thrown that is not of JDBC. */
  private volatile @Nullable Throwable crash;

  /** Pauses for 20 ms. */
  Client(String name, Work work) {
    this(name, work, PAUSE);
  }

  Client(String name, Work work, Duration pause) {
    this.work = work;
    this.pause = pause;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  String name() {
    return thread.getName();
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!stopped) {
        once();
        LockSupport.parkNanos(pause.toNanos());
      }
      work.end();
    } catch (SQLException e) {
      // Ending a connection that is broken may fail.
    } catch (RuntimeException | Error e) {
      crash = e;
    }
  }

  private void once() {
    try {
      work.once();
    } catch (SQLException e) {
      // The journal has told it.
    }
  }

  void stop() {
    stopped = true;
  }

  /** Waits for its end; what was wrong with it, if anything. */
  Optional<String> awaitEnd(Duration timeout) throws InterruptedException {
    thread.join(timeout.toMillis());
    Throwable thrown = crash;
    if (thrown != null) {
      return Optional.of(name() + " got something else than an SQLException: " + thrown);
    }
    return thread.isAlive() ? Optional.of(name() + " hangs: " + where()) : Optional.empty();
  }

  private String where() {
    return Arrays.stream(thread.getStackTrace())
        .map(StackTraceElement::toString)
        .collect(Collectors.joining("\n    "));
  }
}
