package io.pgha.proxy.live;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a command that would go on for ever: by SIGTERM or Ctrl-C it is asked to, and what it
 * is about to do is done first. Thread-safe.
 */
public final class Ending {
  private final Bell bell;
  private final CountDownLatch over = new CountDownLatch(1);

  /** Set once, by whoever asks. */
  private volatile boolean asked;

  public Ending(Bell bell) {
    this.bell = bell;
  }

  /**
   * One that signals to the process ask for.
   *
   * @param patience longer than what is done between two looks at {@link #asked} may take
   */
  public static Ending bySignal(Bell bell, Duration patience) {
    Ending ending = new Ending(bell);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ending.await(patience), "pgha-end"));
    return ending;
  }

  public boolean asked() {
    return asked;
  }

  public void ask() {
    asked = true;
    bell.ring();
  }

  /** Nothing is left to do. */
  public void over() {
    over.countDown();
  }

  /** Java would end with 143, which a service manager takes for a failure. */
  private void await(Duration patience) {
    boolean began = over.getCount() > 0;
    ask();
    try {
      if (began && over.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
