package io.pgha.driver.session;

import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What it means that a member refused a session. Source of the states: PostgreSQL's appendix "Error
 * Codes", and pgjdbc's {@code PSQLState} for those of its own.
 */
public enum Refusal {
  /**
   * Every member would say the same: a wrong password, no such database, a setting that it does not
   * know.
   */
  FINAL,
  /** It has no connection left; another one may have, and it is not sick. */
  FULL,
  /** It is down, starting, stopping or out of reach. */
  NOT_NOW;

  private static final String PROTOCOL_VIOLATION = "08P01";

  /** Rejected by pgjdbc, and protocol violation: about what was asked, not about the member. */
  private static final Set<String> OUR_OWN = Set.of("08004", PROTOCOL_VIOLATION);

  /** PgBouncer says everything with 08P01: no room with it or behind it. */
  private static final Pattern NO_ROOM =
      Pattern.compile("no more connections allowed|query_wait_timeout");

  /** And that PostgreSQL behind it is gone. */
  private static final Pattern NO_SERVER =
      Pattern.compile("cannot connect to server|server login |server conn crashed");

  public static Refusal of(SQLException refused) {
    String state = refused.getSQLState();
    if (state == null) {
      return NOT_NOW;
    }
    if (state.startsWith("53")) {
      return FULL;
    }
    if (state.equals(PROTOCOL_VIOLATION)) {
      return ofPooler(String.valueOf(refused.getMessage()));
    }
    return isNotNow(state) ? NOT_NOW : FINAL;
  }

  private static Refusal ofPooler(String message) {
    if (NO_ROOM.matcher(message).find()) {
      return FULL;
    }
    return NO_SERVER.matcher(message).find() ? NOT_NOW : FINAL;
  }

  private static boolean isNotNow(String state) {
    return state.startsWith("57P")
        || state.startsWith("58")
        || state.startsWith("XX")
        || (state.startsWith("08") && !OUR_OWN.contains(state));
  }
}
