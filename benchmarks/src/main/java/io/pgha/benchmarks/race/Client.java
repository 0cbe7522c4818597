package io.pgha.benchmarks.race;

import io.pgha.benchmarks.race.Attempt.Outcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An application with one connection and one thread, which does its operation again and again, and
 * after a failure at once connects anew. May be asked by any thread.
 */
final class Client {
  /** Without success for longer, it is not well. */
  private static final Duration BREATH = Duration.ofMillis(500);

  interface Source {
    Connection connect() throws SQLException;
  }

  private final Operation operation;
  private final Source source;
  private final Habit habit;
  private final LongSupplier numbers;
  private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
  private final Thread thread;

  /** Written by its thread; another one only aborts it. */
  private volatile @Nullable Connection connection;

  /** The last success, and since when none was late; written by its thread. */
  private volatile @Nullable Attempt last;

  /** The last failure, for whoever asks why it is not served; written by its thread. */
  private volatile @Nullable Exception failure;

  private volatile long wellSince = System.nanoTime();

  private volatile boolean mustMove;
  private volatile boolean stopped;

  Client(String name, Operation operation, Source source, Habit habit, LongSupplier numbers) {
    this.operation = operation;
    this.source = source;
    this.habit = habit;
    this.numbers = numbers;
    this.thread = new Thread(this::run, "race-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!stopped) {
      Attempt attempt = attempt();
      attempts.add(attempt);
      if (attempt.isServed()) {
        remember(attempt);
      }
      LockSupport.parkNanos(habit.pauseAfter(attempt).toNanos());
    }
    disconnect();
  }

  private void remember(Attempt served) {
    Attempt before = last;
    if (before == null || served.ended() - before.ended() > BREATH.toNanos()) {
      wellSince = served.ended();
    }
    last = served;
  }

  private Attempt attempt() {
    long began = System.nanoTime();
    if (mustMove) {
      mustMove = false;
      disconnect();
    }
    Connection open = connect();
    return open == null ? Attempt.inVain(began, Outcome.NO_CONNECTION) : operate(open, began);
  }

  /** A driver may throw anything at a time like this, and the application sees it. */
  private @Nullable Connection connect() {
    Connection open = connection;
    if (open != null) {
      return open;
    }
    try {
      open = source.connect();
      connection = open;
      return open;
    } catch (SQLException | RuntimeException e) {
      failure = e;
      return null;
    }
  }

  private Attempt operate(Connection open, long began) {
    boolean keeps = habit.keepsAfterSuccess();
    long number = numbers.getAsLong();
    try (Statement statement = open.createStatement();
        ResultSet answer = statement.executeQuery(operation.sql(number))) {
      answer.next();
      return Attempt.served(began, number, answer.getString(1), answer.getInt(2));
    } catch (SQLException | RuntimeException e) {
      failure = e;
      keeps = habit.keepsAfter(e);
      return Attempt.inVain(began, keeps ? Outcome.REFUSED : Outcome.FAILED);
    } finally {
      if (!keeps) {
        disconnect();
      }
    }
  }

  private void disconnect() {
    Connection old = connection;
    connection = null;
    try {
      if (old != null) {
        old.close();
      }
    } catch (SQLException | RuntimeException e) {
      // It is given up in any case.
    }
  }

  /** Has it connect anew, perhaps to another member. */
  void move() {
    mustMove = true;
  }

  /** Whether it was served all the time for so long, until now. */
  boolean isWell(Duration length) {
    long now = System.nanoTime();
    Attempt success = last;
    return success != null
        && now - success.ended() < BREATH.toNanos()
        && now - wellSince > length.toNanos();
  }

  /** Whether something that it began since then was served by such a member. */
  boolean isServed(long since, Predicate<String> by) {
    Attempt success = last;
    return success != null && success.began() - since > 0 && by.test(success.by());
  }

  /** Why it failed when it last did. */
  Optional<Exception> failure() {
    return Optional.ofNullable(failure);
  }

  Collection<Attempt> attempts() {
    return attempts;
  }

  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  /** Waits until it has ended; whoever still waits for a member then is cut off. */
  void awaitEnd(Duration patience) throws InterruptedException {
    thread.join(patience.toMillis());
    Connection stuck = connection;
    if (thread.isAlive() && stuck != null) {
      abort(stuck);
      thread.join(patience.toMillis());
    }
  }

  private static void abort(Connection stuck) {
    try {
      stuck.abort(Runnable::run);
    } catch (SQLException | RuntimeException e) {
      // Its thread is a daemon, and what it does from now on is not counted.
    }
  }
}
