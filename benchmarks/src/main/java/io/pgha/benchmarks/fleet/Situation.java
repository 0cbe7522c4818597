package io.pgha.benchmarks.fleet;

import java.util.Locale;

/** What happens while the cluster is measured. */
enum Situation {
  /** Nothing, so far. */
  STEADY,
  /** Nothing, for minutes. */
  QUIET,
  /** The leader is killed, with everything that runs on it. */
  FAILOVER,
  /** All JVMs start at the same moment. */
  START;

  /** In the report. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
