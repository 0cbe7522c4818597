package io.pgha.driver.session;

import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.Member;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Opens sessions. Thread-safe. */
public interface Opener {
  /**
   * Opens one, and has it say whether it is in recovery.
   *
   * @param term the leader that the member is believed to be
   * @param remainingNanos how long the attempt may take
   * @throws SQLException if the member refuses; see {@link Refusal}
   */
  Session open(Member member, Purpose purpose, @Nullable Leader term, long remainingNanos)
      throws SQLException;

  /**
   * The same session in a later term, once it has said anew whether it is in recovery.
   *
   * @param early opened here, not used yet, and not to be used again itself
   * @param term the leader that its member is believed to be now; null if its timeline is not known
   * @param remainingNanos how long asking it may take
   * @throws SQLException if it is lost; then it is closed
   */
  Session prove(Session early, @Nullable Leader term, long remainingNanos) throws SQLException;
}
