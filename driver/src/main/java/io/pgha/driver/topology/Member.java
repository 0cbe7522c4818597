package io.pgha.driver.topology;

import io.pgha.driver.config.HostPort;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One Patroni member: where its PostgreSQL and its REST API are. Immutable. Two members are the
 * same when their API is.
 *
 * @param name Patroni's name of it; null for a seed that has not told it (Patroni tells it since
 *     3.2)
 * @param postgres the address that sessions are opened to
 * @param api scheme, host and port of its REST API, without a path
 * @param seed whether the URL named it; a seed is never forgotten
 */
public record Member(@Nullable String name, HostPort postgres, URI api, boolean seed) {
  Member named(String patroniName) {
    return new Member(patroniName, postgres, api, seed);
  }

  /** The name if it is known, the address of its PostgreSQL otherwise. */
  @Override
  public String toString() {
    return name == null ? postgres.toString() : name + " (" + postgres + ")";
  }
}
