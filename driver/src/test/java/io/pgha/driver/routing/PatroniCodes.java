package io.pgha.driver.routing;

import io.pgha.driver.patroni.Recorded;
import io.pgha.driver.topology.LastAnswer;
import io.pgha.driver.topology.PatroniStatus;
import io.pgha.driver.topology.View;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * What a member's health checks answer: as recorded, or else by the rules of Patroni's
 * documentation of its REST API. 0 is no answer.
 *
 * @param leaderPosition the last that is known, as the DCS keeps it
 */
record PatroniCodes(OptionalLong leaderPosition) {
  static final long LAG = 1L << 20;

  static PatroniCodes of(View view) {
    return new PatroniCodes(view.leaderPosition());
  }

  /** Of {@code /primary}, {@code /leader} and {@code /replica?lag=1MB}. */
  String of(LastAnswer answer) throws IOException {
    PatroniStatus status = answer.status();
    if (status == null) {
      return "0 0 0";
    }
    return status.code()
        + " "
        + code(answer, "/leader", status.holdsLock() || status.standbyLeader())
        + " "
        + code(answer, "/replica?lag=1MB", isReplica(status) && isNear(status));
  }

  private static int code(LastAnswer answer, String path, boolean otherwise) throws IOException {
    Recorded recorded = answer.recorded();
    int byTheRule = otherwise ? 200 : 503;
    return recorded == null ? byTheRule : recorded.code("GET " + path).orElse(byTheRule);
  }

  /** Whether it streams does not matter to Patroni. */
  private static boolean isReplica(PatroniStatus status) {
    return status.replica()
        && status.running()
        && !status.holdsLock()
        && !"true".equals(status.tags().get("noloadbalance"));
  }

  /** Of an unknown position of the leader nobody is behind. */
  private boolean isNear(PatroniStatus status) {
    return leaderPosition.isEmpty()
        || leaderPosition.getAsLong() <= status.replayed().orElse(0) + LAG;
  }
}
