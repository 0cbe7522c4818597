package io.pgha.driver.config;

import java.util.Map;

/** What becomes of open sessions for reading on a member that is down. */
public enum OnMemberDown {
  /** A pool replaces them one after the other. */
  RETIRE,
  /** They end at once, whatever they are doing. */
  ABORT;

  static OnMemberDown parse(String text) throws WrongValueException {
    return Choice.of(text, Map.of("retire", RETIRE, "abort", ABORT));
  }
}
