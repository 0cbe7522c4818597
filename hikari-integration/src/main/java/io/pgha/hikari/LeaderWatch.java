package io.pgha.hikari;

import com.zaxxer.hikari.HikariDataSource;
import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.View;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When another leader takes writes, or the same one in a later term, every idle session for writing
 * is of no use: the pool is told to fill itself anew before somebody asks. Called by the thread
 * that publishes views.
 */
final class LeaderWatch implements Consumer<View> {
  private final HikariDataSource writing;
  private @Nullable Leader last;

  LeaderWatch(HikariDataSource writing, View view) {
    this.writing = writing;
    accept(view);
  }

  @Override
  public void accept(View view) {
    Leader leader = view.leader();
    if (leader == null || !leader.ready()) {
      return;
    }
    Leader before = last;
    last = leader;
    if (before != null && !isSameTerm(before, leader)) {
      writing.getHikariPoolMXBean().softEvictConnections();
    }
  }

  private static boolean isSameTerm(Leader before, Leader leader) {
    return before.api().equals(leader.api()) && before.timeline() == leader.timeline();
  }
}
