package io.pgha.hikari;

import com.zaxxer.hikari.HikariDataSource;
import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.View;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When another leader takes writes, or the same one in a later term, the idle sessions for writing
 * are of no use: the pool is told to fill itself anew before somebody asks. Those in use are fenced
 * already; one that was opened on the new leader in this very moment is closed when it is given
 * back. Called by the thread that publishes views.
 */
final class LeaderWatch implements Consumer<View> {
  private final Cluster cluster;
  private final HikariDataSource writing;
  private @Nullable Term last;

  private record Term(@Nullable String member, Leader leader) {
    /** As for a fence: an address may change, and a timeline be learnt later. */
    boolean endsWith(Term next) {
      boolean same =
          leader.api().equals(next.leader.api()) || (member != null && member.equals(next.member));
      boolean later = leader.timeline() > 0 && next.leader.timeline() > leader.timeline();
      return !same || later;
    }
  }

  LeaderWatch(Cluster cluster, HikariDataSource writing) {
    this.cluster = cluster;
    this.writing = writing;
    accept(cluster.view());
  }

  @Override
  public void accept(View view) {
    view.readyLeader()
        .map(seen -> new Term(seen.member().name(), Objects.requireNonNull(view.leader())))
        .ifPresent(this::leads);
  }

  private void leads(Term now) {
    Term before = last;
    last = now;
    if (before != null && before.endsWith(now)) {
      // It may close sessions itself, for which nobody who watches a cluster should wait.
      cluster.aside(writing.getHikariPoolMXBean()::softEvictConnections);
    }
  }
}
