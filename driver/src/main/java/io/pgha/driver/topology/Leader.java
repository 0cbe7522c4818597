package io.pgha.driver.topology;

import java.net.URI;

/**
 * The member that Patroni calls leader. Immutable.
 *
 * @param api identifies the member
 * @param timeline of its PostgreSQL, 0 while it does not tell one
 * @param ready its PostgreSQL runs and is out of recovery: sessions for writing may be opened
 * @param assumed no member answers at all, and this is the last leader known
 */
public record Leader(URI api, long timeline, boolean ready, boolean assumed) {
  /** {@return whether it says itself that it takes writes} */
  public boolean saysReady() {
    return ready && !assumed;
  }

  Leader asAssumed() {
    return new Leader(api, timeline, ready, /* assumed= */ true);
  }
}
