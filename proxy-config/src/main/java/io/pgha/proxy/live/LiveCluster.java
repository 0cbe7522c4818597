package io.pgha.proxy.live;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.PghaProperty;
import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.cluster.Deadline;
import io.pgha.driver.config.Config;
import io.pgha.driver.jdbc.Connector;
import io.pgha.driver.routing.ClusterRegistry;
import io.pgha.driver.routing.Router;
import io.pgha.driver.telemetry.MemberData;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import io.pgha.proxy.definition.ClusterUrl;
import io.pgha.proxy.definition.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.PGProperty;

/** A cluster that is watched as the driver does, until this is closed. Thread-safe. */
public final class LiveCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A member whose DCS is slow is asked for the others again every ten seconds. */
  private static final Duration DISCOVERY_PATIENCE = Duration.ofSeconds(35);

  /** The first answer waits for classes to be loaded, and tells nothing of how quick an API is. */
  private static final int ANSWERS = 2;

  /** So many in a row of everybody are no lost packets. */
  private static final int SILENCES = 3;

  /** Where the URL does not say otherwise. */
  private static final String LOGIN_TIMEOUT_SECONDS = "5";

  private final String url;
  private final Config config;
  private final ClusterRegistry registry;
  private final ClusterRegistry.Lease lease;

  /**
   * That of a URL.
   *
   * @throws SQLException 22023 if the URL is wrong
   * @throws ProblemException if it names REST APIs
   */
  public LiveCluster(String url) throws SQLException {
    this.url = url;
    this.config = ClusterUrl.read(url);
    this.registry = new ClusterRegistry(Ticker.systemTicker());
    this.lease = registry.lease(config);
  }

  public Config config() {
    return config;
  }

  public Router router() {
    return lease.router();
  }

  public Cluster cluster() {
    return router().cluster();
  }

  /** Connects as an application does, but with a patience of a few seconds. */
  public Connection connect(boolean readOnly) throws SQLException {
    Properties beside = new Properties();
    beside.setProperty(PghaProperty.READ_ONLY.parameterName(), Boolean.toString(readOnly));
    beside.setProperty(PGProperty.LOGIN_TIMEOUT.getName(), LOGIN_TIMEOUT_SECONDS);
    Connection connection = new Connector(registry).connect(Config.of(url, beside));
    connection.setReadOnly(readOnly);
    return connection;
  }

  /**
   * Waits until all members are known and were heard, or will not be; ten seconds at most.
   *
   * @throws ProblemException if nobody answers
   */
  public View awaitAnswers() {
    return answering(await(PATIENCE));
  }

  /**
   * As the other, but half a minute if need be, and insists that the members are known.
   *
   * @throws ProblemException if nobody answers, or nobody says who the members are
   */
  public View awaitMembers() {
    View view = answering(await(DISCOVERY_PATIENCE));
    if (!knowsMembers()) {
      throw new ProblemException(
          "The cluster does not say who its members are, which it does when it reaches its DCS: %s"
              .formatted(view.describe()));
    }
    return view;
  }

  private boolean knowsMembers() {
    return cluster().discovered() || !config.patroni().discovery();
  }

  private static View answering(View view) {
    if (view.all().noneMatch(MemberView::answering)) {
      throw new ProblemException(
          "No REST API of the cluster answers: %s".formatted(view.describe()));
    }
    return view;
  }

  /** The present view, which is the same or a later one than that which was waited for. */
  private View await(Duration timeout) {
    try {
      cluster().await(seen -> heard(), Deadline.after(cluster().ticker(), timeout));
      return cluster().view();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException("Interrupted", e);
    }
  }

  /** That the members are known is said after the view that has them is there. */
  private boolean heard() {
    boolean known = knowsMembers();
    View view = cluster().view();
    return isHopeless(view) || (known && allHeard(view));
  }

  private static boolean isHopeless(View view) {
    return view.all().allMatch(seen -> seen.silences() >= SILENCES);
  }

  private boolean allHeard(View view) {
    return view.settled()
        && view.anyAnswering()
        && view.members().stream().allMatch(seen -> seen.polled() && toldLag(view, seen))
        && cluster().telemetry().statistics().getMembers().stream()
            .allMatch(member -> !member.isAnswering() || answers(member) >= ANSWERS);
  }

  /** Without it a replica is no first choice yet. */
  private static boolean toldLag(View view, MemberView seen) {
    return seen.status() == null
        || !seen.status().replica()
        || !seen.answering()
        || seen.lag().isPresent()
        || view.readyLeader().isEmpty()
        || seen.status().replayed().isEmpty();
  }

  private static long answers(MemberData member) {
    return member.getPollsSent() - member.getPollsFailed();
  }

  @Override
  public void close() {
    lease.close();
    registry.close();
  }
}
