package io.pgha.driver.cluster;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.patroni.PatroniClient;
import io.pgha.driver.patroni.PatroniTls;
import io.pgha.driver.topology.View;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A cluster whose views the test publishes; its monitor never starts. */
public final class ManualCluster implements AutoCloseable {
  private final PatroniClient client =
      new PatroniClient(PatroniTls.of(null, null, null), Duration.ofSeconds(1));
  private final Cluster cluster;

  public ManualCluster(View first, Ticker ticker) {
    WatchedCluster watched =
        new WatchedCluster(
            "manual",
            List.of(),
            Set.of(),
            Duration.ofHours(1),
            /* discovery= */ false,
            found -> true);
    cluster = new Cluster(watched, client, new ApiGate(), ticker, new Random(1), () -> {});
    publish(first);
  }

  public Cluster cluster() {
    return cluster;
  }

  public void publish(View view) {
    cluster.publish(view);
  }

  @Override
  public void close() {
    cluster.close();
    client.close();
  }
}
