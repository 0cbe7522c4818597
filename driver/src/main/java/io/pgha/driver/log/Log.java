package io.pgha.driver.log;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * What the driver logs, by the logger {@code io.pgha.driver}. A log that fails, as on a full disk
 * or in an application that is being undeployed, loses the line and disturbs nobody: the thread
 * that logs is the one that finds the next leader. Thread-safe.
 */
public final class Log {
  private static final String NAME = "io.pgha.driver";

  private Log() {}

  /** One line. */
  public static void line(Level level, String text) {
    line(level, text, /* failure= */ null);
  }

  /** One line, and what has failed. */
  public static void line(Level level, String text, @Nullable Throwable failure) {
    try {
      System.getLogger(NAME).log(level, text, failure);
    } catch (RuntimeException | Error e) {
      // Whom could one tell, if not the log?
    }
  }
}
