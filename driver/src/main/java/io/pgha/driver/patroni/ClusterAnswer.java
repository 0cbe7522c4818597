package io.pgha.driver.patroni;

import io.pgha.driver.topology.Discovered;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one {@code GET /cluster} brought.
 *
 * @param members empty when there was no usable answer
 * @param failure why there was none; null otherwise
 */
public record ClusterAnswer(URI api, List<Discovered> members, @Nullable String failure) {
  public ClusterAnswer {
    members = List.copyOf(members);
  }
}
