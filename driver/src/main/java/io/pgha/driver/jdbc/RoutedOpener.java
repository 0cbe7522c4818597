package io.pgha.driver.jdbc;

import io.pgha.driver.cluster.Deadline;
import io.pgha.driver.config.Config;
import io.pgha.driver.routing.Purposes;
import io.pgha.driver.routing.Router;
import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Session;
import io.pgha.driver.session.SessionOpener;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Opens sessions as one URL says: where, and for how long to wait for a member. Thread-safe. */
final class RoutedOpener {
  /** For the first answers of a cluster that nobody has looked at yet. */
  private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);
  private static final Duration LONGEST_MARGIN = Duration.ofMillis(500);
  private static final int MARGIN_DIVISOR = 5;

  private final Config config;
  private final Router router;
  private final SessionOpener opener;

  RoutedOpener(Config config, Router router) throws SQLException {
    this.config = config;
    this.router = router;
    this.opener = new SessionOpener(config);
  }

  /**
   * Opens a session where the flag says, and waits for a member if it must.
   *
   * @throws SQLException as {@code Router.open} does
   */
  Session open(boolean readOnly) throws SQLException {
    Optional<Duration> login = config.driver().loginTimeout();
    return router.open(
        purpose(readOnly), opener, deadline(patience(login)), deadline(login.orElse(FOREVER)));
  }

  /** Whether there is a member, as far as is known, on which a session could be opened now. */
  boolean finds(boolean readOnly) {
    return router.finds(purpose(readOnly));
  }

  private Deadline deadline(Duration timeout) {
    return Deadline.after(router.cluster().ticker(), timeout);
  }

  private Duration patience(Optional<Duration> login) {
    Duration failover = config.routing().failoverTimeout();
    Duration needed =
        router.cluster().view().settled() || failover.compareTo(FIRST_LOOK) > 0
            ? failover
            : FIRST_LOOK;
    return login
        .map(RoutedOpener::withMargin)
        .filter(most -> most.compareTo(needed) < 0)
        .orElse(needed);
  }

  /** A pool that waits no longer itself is to see our message, and which members it is about. */
  private static Duration withMargin(Duration login) {
    Duration share = login.dividedBy(MARGIN_DIVISOR);
    return login.minus(share.compareTo(LONGEST_MARGIN) < 0 ? share : LONGEST_MARGIN);
  }

  private Purpose purpose(boolean readOnly) {
    return Purposes.of(config.routing(), readOnly);
  }
}
