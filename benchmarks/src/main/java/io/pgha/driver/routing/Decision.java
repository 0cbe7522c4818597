package io.pgha.driver.routing;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.cluster.Deadline;
import io.pgha.driver.config.Config;
import io.pgha.driver.routing.ClusterRegistry.Lease;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The choice of a member, without the session that is then opened there. It lives in the driver's
 * package, which keeps this to itself. Thread-safe.
 */
@NullMarked
public final class Decision {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Router router;
  private final Cluster cluster;

  /**
   * Returns once every member has answered. Nobody is asked after that: the view stays as it is,
   * however late answers would be while a benchmark keeps the machine busy.
   */
  public Decision(String url) throws SQLException, InterruptedException {
    try (ClusterRegistry registry = new ClusterRegistry(Ticker.systemTicker());
        Lease lease = registry.lease(Config.of(url, /* info= */ null))) {
      router = lease.router();
      cluster = router.cluster();
      View view = cluster.await(Decision::allAnswer, Deadline.after(cluster.ticker(), PATIENCE));
      if (!allAnswer(view)) {
        throw new IllegalStateException("Not all members answer: " + view.describe());
      }
    }
  }

  private static boolean allAnswer(View view) {
    return view.members().stream().allMatch(MemberView::answering);
  }

  /** As at the start of a search, where no member was tried yet. */
  public @Nullable MemberView choose(Target target) {
    return router.choose(cluster.view(), target, Set.<URI>of());
  }
}
