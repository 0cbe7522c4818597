package io.pgha.driver.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Whether a session's user waits for its member at the moment. The user's own thread writes it with
 * two stores a call, which order nothing and look at no clock; the monitor samples it, and takes
 * the time itself. Two threads that use one session at once hide each other's waits, and never make
 * up one.
 */
public final class Activity {
  private static final VarHandle CALL;

  static {
    try {
      CALL = MethodHandles.lookup().findVarHandle(Activity.class, "call", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** How many calls were begun; written by the session's user. */
  private long calls;

  /** The number of the one that is under way, 0 if there is none. */
  @SuppressWarnings("UnusedVariable") // by its handle
  private long call;

  Activity() {}

  /** Something is sent to the member, and its answer waited for. */
  public void begin() {
    CALL.setOpaque(this, ++calls);
  }

  /** The wait is over. */
  public void end() {
    CALL.setOpaque(this, 0L);
  }

  /** A number that stays the same as long as one call is waited for; 0 if none is. */
  long call() {
    return (long) CALL.getOpaque(this);
  }
}
