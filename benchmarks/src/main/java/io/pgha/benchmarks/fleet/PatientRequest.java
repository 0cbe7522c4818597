package io.pgha.benchmarks.fleet;

import java.time.Duration;

/**
 * A request of somebody who leaves connecting to TCP, as load balancers and Patroni's members do: a
 * first packet that was dropped is sent again after one second, after two more, and so on, until
 * the request's time is over.
 */
final class PatientRequest {
  private static final long FIRST_REPEAT = Duration.ofSeconds(1).toNanos();

  /** Is told how the request ended. */
  interface End {
    void ended(boolean answered, long nanos);
  }

  private final Simulation clock;
  private final SimulatedMember member;
  private final End end;
  private final long startedAt;
  private boolean over;

  private PatientRequest(Simulation clock, SimulatedMember member, End end) {
    this.clock = clock;
    this.member = member;
    this.end = end;
    this.startedAt = clock.read();
  }

  static void send(Simulation clock, SimulatedMember member, Duration timeout, End end) {
    PatientRequest request = new PatientRequest(clock, member, end);
    clock.after(timeout.toNanos(), () -> request.end(/* answered= */ false));
    request.connect(FIRST_REPEAT);
  }

  private void connect(long repeatAfter) {
    if (!over && !member.connect(() -> end(/* answered= */ true))) {
      clock.after(repeatAfter, () -> connect(2 * repeatAfter));
    }
  }

  private void end(boolean answered) {
    if (!over) {
      over = true;
      end.ended(answered, clock.read() - startedAt);
    }
  }
}
