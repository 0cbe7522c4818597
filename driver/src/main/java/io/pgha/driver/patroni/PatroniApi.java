package io.pgha.driver.patroni;

import io.pgha.driver.topology.Observation;
import java.net.URI;
import java.util.function.Consumer;

/**
 * What a monitor asks of the members' REST APIs. Each request ends by calling its {@code done}
 * exactly once, with the answer or with why there is none.
 */
public interface PatroniApi extends AutoCloseable {
  /**
   * Asks {@code GET /primary}.
   *
   * @param api where the member's REST API is: {@code http} or {@code https}, host and port
   * @param round comes back in the observation
   */
  Poll status(URI api, long round, Consumer<Observation> done);

  /**
   * Asks {@code GET /cluster}, for which the member asks the DCS: to be used rarely, and never
   * while the DCS is in trouble, as the request then hangs and keeps one of the few workers of the
   * API.
   */
  Poll clusterMembers(URI api, Consumer<ClusterAnswer> done);

  /** Cancels what is under way. */
  @Override
  void close();

  /** Whether it is closed and runs nothing any more. */
  boolean ended();

  /** Waits, once it is closed, until it runs nothing any more. */
  void awaitEnd(long nanos) throws InterruptedException;
}
