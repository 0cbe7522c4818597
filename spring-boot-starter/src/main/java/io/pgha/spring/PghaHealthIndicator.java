package io.pgha.spring;

import io.pgha.driver.telemetry.ClusterMXBean;
import io.pgha.driver.telemetry.MemberData;
import io.pgha.driver.topology.View;
import io.pgha.hikari.PghaHikariDataSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * What is known of the cluster: {@code UP} while the leader takes writes, {@code DEGRADED} while
 * none does but a member answers, {@code DOWN} while nobody answers. It asks no member and borrows
 * no session. Thread-safe.
 *
 * <p>{@code DEGRADED} is no reason to restart the application or to take its traffic away: reads go
 * on, writes wait for the next leader, and Boot answers 200.
 */
public final class PghaHealthIndicator extends AbstractHealthIndicator {
  private static final Status DEGRADED = new Status("DEGRADED", "No leader takes writes");

  private final PghaHikariDataSource source;

  public PghaHealthIndicator(PghaHikariDataSource source) {
    this.source = source;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    ClusterMXBean cluster = source.statistics();
    health
        .status(status(source.view()))
        .withDetail("cluster", cluster.getName())
        .withDetail("leader", cluster.getLeader())
        .withDetail("leaderState", cluster.getLeaderState())
        .withDetail("readsFallBack", source.readsFallBack())
        .withDetail("members", members(cluster));
  }

  private static Status status(View view) {
    if (view.readyLeader().isPresent()) {
      return Status.UP;
    }
    return view.anyAnswering() ? DEGRADED : Status.DOWN;
  }

  private static Map<String, Map<String, Object>> members(ClusterMXBean cluster) {
    Map<String, Map<String, Object>> members = new LinkedHashMap<>();
    for (MemberData member : cluster.getMembers()) {
      String name = member.getName().isEmpty() ? member.getPostgres() : member.getName();
      members.put(name, details(member));
    }
    return members;
  }

  private static Map<String, Object> details(MemberData member) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("postgres", member.getPostgres());
    details.put("role", member.getRole());
    details.put("state", member.getState());
    details.put("answering", member.isAnswering());
    details.put("sessions", member.getSessions());
    if (member.getLagBytes() >= 0) {
      details.put("lagBytes", member.getLagBytes());
    }
    if (!member.getFailure().isEmpty()) {
      details.put("failure", member.getFailure());
    }
    return details;
  }
}
