package io.pgha.driver.config;

import java.util.Map;

/** Where read-only connections go. */
public enum ReadOnlyTarget {
  /** Replicas; the leader only when no replica is eligible. */
  PREFER_SECONDARY,
  /** Replicas only. */
  SECONDARY,
  /** Replicas and leader alike. */
  ANY;

  static ReadOnlyTarget parse(String text) throws WrongValueException {
    return Choice.of(
        text, Map.of("preferSecondary", PREFER_SECONDARY, "secondary", SECONDARY, "any", ANY));
  }
}
