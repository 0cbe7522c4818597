package io.pgha.proxy.definition;

import io.pgha.driver.config.HostPort;
import java.net.URI;
import java.util.Map;

/**
 * A member as HAProxy sees it.
 *
 * @param name Patroni's, or its address where that is not known
 * @param api scheme, host and port of its REST API
 */
public record ProxiedMember(String name, HostPort postgres, URI api, Map<String, String> tags) {
  public ProxiedMember {
    tags = Map.copyOf(tags);
  }

  /** With characters that HAProxy takes in the name of a server. */
  public String serverName() {
    return name.replaceAll("[^A-Za-z0-9_.-]", "_");
  }

  public boolean hasTags(Map<String, String> wanted) {
    return tags.entrySet().containsAll(wanted.entrySet());
  }
}
