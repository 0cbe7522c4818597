package io.pgha.driver.jdbc;

import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.cluster.Deadline;
import io.pgha.driver.config.Config;
import io.pgha.driver.config.ReadOnlyTarget;
import io.pgha.driver.config.RoutingSettings;
import io.pgha.driver.config.TargetServerType;
import io.pgha.driver.routing.ClusterRegistry.Lease;
import io.pgha.driver.routing.Router;
import io.pgha.driver.routing.Tenure;
import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.session.Session;
import io.pgha.driver.session.SessionOpener;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Sessions by the settings of one URL. Holds its lease on the cluster until it is released. */
final class RoutedSource implements SessionSource {
  /** For the first answers of a cluster that nobody has looked at yet. */
  private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);
  private static final Duration LONGEST_MARGIN = Duration.ofMillis(500);
  private static final int MARGIN_DIVISOR = 5;

  private final Lease lease;
  private final Router router;
  private final SessionOpener opener;
  private final Config config;

  RoutedSource(Config config, Lease lease) throws SQLException {
    this.config = config;
    this.lease = lease;
    this.router = lease.router();
    this.opener = new SessionOpener(config);
  }

  @Override
  public Session open(boolean readOnly) throws SQLException {
    Optional<Duration> login = config.driver().loginTimeout();
    return router.open(
        purpose(readOnly), opener, deadline(patience(login)), deadline(login.orElse(FOREVER)));
  }

  private Deadline deadline(Duration timeout) {
    return Deadline.after(cluster().ticker(), timeout);
  }

  private Duration patience(Optional<Duration> login) {
    Duration failover = config.routing().failoverTimeout();
    Duration needed =
        cluster().view().settled() || failover.compareTo(FIRST_LOOK) > 0 ? failover : FIRST_LOOK;
    return login
        .map(RoutedSource::withMargin)
        .filter(most -> most.compareTo(needed) < 0)
        .orElse(needed);
  }

  /** A pool that waits no longer itself is to see our message, and which members it is about. */
  private static Duration withMargin(Duration login) {
    Duration share = login.dividedBy(MARGIN_DIVISOR);
    return login.minus(share.compareTo(LONGEST_MARGIN) < 0 ? share : LONGEST_MARGIN);
  }

  private Purpose purpose(boolean readOnly) {
    RoutingSettings routing = config.routing();
    return routing
        .targetServerType()
        .map(type -> Purpose.fixed(target(type)))
        .orElseGet(() -> readOnly ? Purpose.read(target(routing.readOnlyTarget())) : Purpose.WRITE);
  }

  private static Target target(TargetServerType type) {
    return switch (type) {
      case ANY -> Target.ANY;
      case PRIMARY -> Target.PRIMARY;
      case SECONDARY -> Target.SECONDARY;
      case PREFER_SECONDARY -> Target.PREFER_SECONDARY;
      case PREFER_PRIMARY -> Target.PREFER_PRIMARY;
    };
  }

  private static Target target(ReadOnlyTarget target) {
    return switch (target) {
      case PREFER_SECONDARY -> Target.PREFER_SECONDARY;
      case SECONDARY -> Target.SECONDARY;
      case ANY -> Target.ANY;
    };
  }

  @Override
  public Tenure tenure() {
    return router.tenure();
  }

  @Override
  public boolean retires(Session session, Tenure tenure) {
    return router.retires(session, tenure);
  }

  @Override
  public void closed(Session session) {
    router.closed(session);
  }

  @Override
  public void release() {
    lease.close();
  }

  @Override
  public Cluster cluster() {
    return router.cluster();
  }

  @Override
  public boolean reconnects() {
    return config.routing().reconnect();
  }

  @Override
  public boolean split() {
    return config.routing().readWriteSplit() && config.routing().targetServerType().isEmpty();
  }
}
