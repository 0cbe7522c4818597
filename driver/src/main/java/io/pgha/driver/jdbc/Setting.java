package io.pgha.driver.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A property of the connection that the application has set, and how a session is told. Compared by
 * identity: setting a property twice is two settings.
 */
final class Setting {
  /**
   * The properties that follow a logical connection to each of its sessions, in the order in which
   * they are applied.
   */
  enum Kind {
    READ_ONLY,
    NETWORK_TIMEOUT,
    TYPE_MAP,
    HOLDABILITY,
    CATALOG,
    SCHEMA,
    CLIENT_INFO,
    ISOLATION,
    /** Last: the others run statements, which must not begin a transaction. */
    AUTO_COMMIT
  }

  private final Kind kind;
  private final @Nullable Object value;
  private final SessionAction action;

  Setting(Kind kind, @Nullable Object value, SessionAction action) {
    this.kind = kind;
    this.value = value;
    this.action = action;
  }

  Kind kind() {
    return kind;
  }

  @Nullable Object value() {
    return value;
  }

  /** Turning autocommit on ends a transaction. */
  boolean commitsAfter(@Nullable Setting before) {
    return kind == Kind.AUTO_COMMIT
        && Boolean.TRUE.equals(value)
        && before != null
        && Boolean.FALSE.equals(before.value);
  }

  void applyTo(Connection session) throws SQLException {
    action.on(session);
  }
}
