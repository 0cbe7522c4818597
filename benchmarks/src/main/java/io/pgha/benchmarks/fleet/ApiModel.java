package io.pgha.benchmarks.fleet;

import io.pgha.benchmarks.fleet.ServiceTimes.Service;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A member's REST server, as Patroni's is since 4.1.1: the kernel holds a few connections until one
 * thread accepts them; accepted ones wait, in any number, for one of five workers. All these
 * threads are Python's, so that one of them runs at a time; whenever it reads, writes or waits for
 * PostgreSQL, it is another one's turn. Who accepts has every second turn: it is there at once, as
 * clients without any pause show, of which no more are dropped than come in the first moment. Owned
 * by the simulation's thread.
 */
final class ApiModel {
  static final int WORKERS = 5;

  /** The length of its listen queue. */
  static final int QUEUE = 5;

  /** Linux holds one more than it is told. */
  private static final int BACKLOG = QUEUE + 1;

  /** Accepting is a small part of the work for a request. */
  static final double ACCEPTING_SHARE = 0.1;

  /** Which the rest of the work for a request takes. */
  static final int TURNS = 8;

  /** An accepted connection, and how long to work for it. */
  private record Job(Service service, Runnable answered) {}

  private record Turn(long nanos, Runnable then) {}

  private final Simulation clock;
  private final ServiceTimes times;
  private final RandomGenerator random;
  private final Queue<Runnable> backlog = new ArrayDeque<>();
  private final Queue<Job> accepted = new ArrayDeque<>();
  private final Queue<Turn> workersTurns = new ArrayDeque<>();

  /** One at most. */
  private final Queue<Turn> acceptorsTurns = new ArrayDeque<>();

  private boolean acceptorIsNext;
  private boolean accepting;
  private int busyWorkers;
  private boolean processing;
  private long processedNanos;
  private long dropped;

  ApiModel(Simulation clock, ServiceTimes times, RandomGenerator random) {
    this.clock = clock;
    this.times = times;
    this.random = random;
  }

  /**
   * A client's first packet comes.
   *
   * @param answered is run when the answer is sent
   * @return whether the kernel takes it; it drops it when it holds too many
   */
  boolean connect(Runnable answered) {
    if (backlog.size() >= BACKLOG) {
      dropped++;
      return false;
    }
    backlog.add(answered);
    acceptNext();
    return true;
  }

  /** For how long, so far, it has done what it does once at a time. */
  long processedNanos() {
    return processedNanos;
  }

  /** Connections so far that found no place. */
  long dropped() {
    return dropped;
  }

  private void acceptNext() {
    if (!accepting && !backlog.isEmpty()) {
      accepting = true;
      Service service = times.draw(random);
      long nanos = (long) (ACCEPTING_SHARE * service.exclusive());
      acceptorsTurns.add(new Turn(nanos, () -> accepted(service)));
      process();
    }
  }

  private void accepted(Service service) {
    accepting = false;
    accepted.add(new Job(service, backlog.remove()));
    assign();
    acceptNext();
  }

  private void assign() {
    while (busyWorkers < WORKERS && !accepted.isEmpty()) {
      busyWorkers++;
      work(accepted.remove(), TURNS);
    }
  }

  private void work(Job job, int turnsLeft) {
    if (turnsLeft == 0) {
      clock.after(job.service().shared(), () -> answer(job));
      return;
    }
    double exclusive = (1 - ACCEPTING_SHARE) * job.service().exclusive();
    workersTurns.add(new Turn((long) (exclusive / TURNS), () -> work(job, turnsLeft - 1)));
    process();
  }

  private void answer(Job job) {
    busyWorkers--;
    job.answered().run();
    assign();
  }

  private void process() {
    Turn turn = processing ? null : nextTurn();
    if (turn != null) {
      processing = true;
      processedNanos += turn.nanos();
      clock.after(turn.nanos(), () -> end(turn));
    }
  }

  private @Nullable Turn nextTurn() {
    boolean accepts = !acceptorsTurns.isEmpty() && (acceptorIsNext || workersTurns.isEmpty());
    acceptorIsNext = !accepts;
    return accepts ? acceptorsTurns.poll() : workersTurns.poll();
  }

  private void end(Turn turn) {
    processing = false;
    turn.then().run();
    process();
  }
}
