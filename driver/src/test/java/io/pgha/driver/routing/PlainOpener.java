package io.pgha.driver.routing;

import io.pgha.driver.session.Opener;
import io.pgha.driver.session.Session;
import io.pgha.driver.topology.Leader;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** For tests in which nobody is promoted. */
@FunctionalInterface
interface PlainOpener extends Opener {
  @Override
  default Session prove(Session early, @Nullable Leader term, long remainingNanos)
      throws SQLException {
    throw new SQLException("No session was to be opened early in this test", "0A000");
  }
}
