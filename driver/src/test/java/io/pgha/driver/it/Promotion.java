package io.pgha.driver.it;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** When a replica has left recovery, as it says itself over a plain connection, every 5 ms. */
final class Promotion implements AutoCloseable {
  private static final long PAUSE_MILLIS = 5;

  private final AtomicLong at = new AtomicLong();
  private final List<Connection> connections = new ArrayList<>();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);

  private Promotion() {}

  static Promotion watch(PatroniCluster cluster, ClusterClient client) throws SQLException {
    Promotion promotion = new Promotion();
    for (Member replica : cluster.awaitReplicas()) {
      promotion.watch(client.connectPlainly(replica));
    }
    return promotion;
  }

  private void watch(Connection connection) {
    connections.add(connection);
    var unused =
        threads.scheduleWithFixedDelay(
            () -> look(connection), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look(Connection connection) {
    try {
      if (at.get() == 0
          && ClusterClient.ask(connection, "select pg_is_in_recovery()").equals("f")) {
        at.compareAndSet(0, System.nanoTime());
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** By {@link System#nanoTime}. */
  long at() {
    if (at.get() == 0) {
      throw new IllegalStateException("No replica has been promoted");
    }
    return at.get();
  }

  @Override
  public void close() throws SQLException {
    threads.shutdownNow();
    for (Connection each : connections) {
      each.close();
    }
  }
}
