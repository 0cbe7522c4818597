package io.pgha.driver.cluster;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Makes threads that keep alive neither the JVM nor, through its class loader, the web application
 * whose connect was the reason to start them.
 */
final class DaemonThreads {
  private DaemonThreads() {}

  static Thread create(String name, Runnable work) {
    Thread thread = withoutItsMakers(name, work);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }

  /** Before JDK 24 a thread refers to all whose code took part in making it, up to this call. */
  @SuppressWarnings("removal")
  private static Thread withoutItsMakers(String name, Runnable work) {
    return AccessController.doPrivileged(
        (PrivilegedAction<Thread>)
            () ->
                new Thread(
                    /* group= */ null,
                    work,
                    name,
                    /* stackSize= */ 0,
                    /* inheritThreadLocals= */ false));
  }
}
