package io.pgha.spring;

import io.pgha.driver.jdbc.Roles;
import io.pgha.driver.telemetry.ClusterMXBean;
import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PatroniStatus;
import io.pgha.driver.topology.View;
import io.pgha.hikari.PghaHikariDataSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * What is known of the cluster: {@code UP} while the leader says that it takes writes, {@code
 * DEGRADED} while none does but a member answers, or the last known leader may go on, {@code DOWN}
 * while no leader is known and nobody answers. It asks no member and borrows no session.
 * Thread-safe.
 *
 * <p>{@code DEGRADED} is no reason to restart the application or to take its traffic away: reads go
 * on, writes wait for the next leader, and Boot answers 200.
 */
public final class PghaHealthIndicator extends AbstractHealthIndicator {
  private static final Status DEGRADED =
      new Status("DEGRADED", "No leader says that it takes writes");

  private final PghaHikariDataSource source;

  /**
   * Looks at what the data source knows already.
   *
   * @param source whose cluster it is
   */
  public PghaHealthIndicator(PghaHikariDataSource source) {
    this.source = source;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    View view = source.view();
    ClusterMXBean cluster = source.statistics();
    health
        .status(status(view))
        .withDetail("cluster", cluster.getName())
        .withDetail("leader", cluster.getLeader())
        .withDetail("leaderState", cluster.getLeaderState())
        .withDetail("readsFallBack", source.readsFallBack())
        .withDetail("members", members(view));
  }

  private static Status status(View view) {
    Leader leader = view.leader();
    if (leader != null && leader.saysReady()) {
      return Status.UP;
    }
    return view.anyAnswering() || leader != null ? DEGRADED : Status.DOWN;
  }

  private static Map<String, Map<String, Object>> members(View view) {
    Map<String, Map<String, Object>> members = new LinkedHashMap<>();
    for (MemberView seen : view.members()) {
      members.put(seen.member().toString(), details(view, seen));
    }
    return members;
  }

  private static Map<String, Object> details(View view, MemberView seen) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("role", Roles.of(view, seen.member()).name().toLowerCase(Locale.ROOT));
    details.put("answering", seen.answering());
    PatroniStatus status = seen.status();
    if (status != null) {
      details.put("state", status.state());
    }
    if (seen.answering()) {
      seen.lag().ifPresent(bytes -> details.put("lagBytes", bytes));
    }
    if (seen.failure() != null) {
      details.put("failure", seen.failure());
    }
    return details;
  }
}
