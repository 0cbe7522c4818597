package io.pgha.driver.routing;

import io.pgha.driver.session.Purpose;
import java.sql.SQLException;

/**
 * Recognises that something between the driver and the member does not take the startup options of
 * a session for reading.
 */
final class StartupOptions {
  private StartupOptions() {}

  /** Says what to do about it; any other refusal is given back as it is. */
  static SQLException explain(SQLException refusal, Purpose purpose) {
    String message = String.valueOf(refusal.getMessage());
    if (!purpose.readOnly() || !isAboutOptions(message)) {
      return refusal;
    }
    return new SQLException(
        "PgBouncer, or what else lies between here and PostgreSQL, takes no startup options, but a session for reading is"
            + " opened with options=-c default_transaction_read_only=on. Connect to PostgreSQL itself, or set targetServerType,"
            + " which does without. It said: "
            + message,
        refusal.getSQLState(),
        refusal);
  }

  /** PgBouncer's words, before and since it looks into the options (1.20). */
  private static boolean isAboutOptions(String message) {
    return message.contains("unsupported startup parameter: options")
        || message.contains("unsupported startup parameter in options");
  }
}
