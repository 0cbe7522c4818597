package io.pgha.hikari;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * After which failures a session is not lent again: when it broke (08), when its server ended it
 * (57P), and, if it is for writing, when its server has become a replica (25006). The rest is up to
 * the application's own override, else to HikariCP.
 */
final class Eviction implements SQLExceptionOverride {
  private final boolean writing;
  private final @Nullable SQLExceptionOverride own;

  Eviction(boolean writing, @Nullable SQLExceptionOverride own) {
    this.writing = writing;
    this.own = own;
  }

  @java.lang.Override
  public Override adjudicate(SQLException e) {
    if (ends(e.getSQLState())) {
      return Override.MUST_EVICT;
    }
    return own == null ? Override.CONTINUE_EVICT : own.adjudicate(e);
  }

  private boolean ends(@Nullable String state) {
    return state != null
        && (state.startsWith("08")
            || state.startsWith("57P")
            || (writing && state.equals("25006")));
  }
}
