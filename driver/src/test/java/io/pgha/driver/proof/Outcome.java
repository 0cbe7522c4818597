package io.pgha.driver.proof;

import java.sql.SQLException;

/**
 * What the application was told.
 *
 * @param state the SQLSTATE of a failure, empty if it was acknowledged
 */
record Outcome(Result result, String state) {
  /** "transaction resolution unknown" */
  private static final String UNKNOWN_STATE = "08007";

  enum Result {
    ACKNOWLEDGED,
    /** The state promises that nothing was done. */
    FAILED,
    UNKNOWN
  }

  static final Outcome ACKNOWLEDGED = new Outcome(Result.ACKNOWLEDGED, "");

  static Outcome of(SQLException e) {
    return failed(String.valueOf(e.getSQLState()));
  }

  /** Only 08007 says that it may have been done; all others promise that it was not. */
  static Outcome failed(String state) {
    return new Outcome(state.equals(UNKNOWN_STATE) ? Result.UNKNOWN : Result.FAILED, state);
  }

  @Override
  public String toString() {
    return state.isEmpty() ? "acknowledged" : result + " " + state;
  }
}
