package io.pgha.driver.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * What the driver logs, by the logger {@code io.pgha.driver}. A log that fails, as on a full disk
 * or in an application that is being undeployed, loses the line and disturbs nobody: the thread
 * that logs is the one that finds the next leader. Thread-safe.
 */
public final class Log {
  /** Held for good: java.util.logging forgets how one was configured that nobody holds. */
  private static final @Nullable Logger LOGGER = logger();

  private Log() {}

  private static @Nullable Logger logger() {
    try {
      return System.getLogger("io.pgha.driver");
    } catch (RuntimeException | Error e) {
      return null;
    }
  }

  /**
   * Finds the logger. To be called first by a thread of the application: Tomcat goes by that
   * thread's class loader to find which configuration holds, and threads of the driver have none.
   */
  public static void open() {
    // The class does it as it is initialized.
  }

  /** One line. */
  public static void line(Level level, String text) {
    line(level, text, /* failure= */ null);
  }

  /** One line, and what has failed. */
  public static void line(Level level, String text, @Nullable Throwable failure) {
    if (LOGGER != null) {
      try {
        LOGGER.log(level, text, failure);
      } catch (RuntimeException | Error e) {
        // Whom could one tell, if not the log?
      }
    }
  }
}
