package io.pgha.driver.cluster;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Lets one request at a time go to each REST API, whichever cluster's monitor sends it.
 * Thread-safe.
 */
public final class ApiGate {
  private final Set<URI> busy = ConcurrentHashMap.newKeySet();

  /**
   * Starts a request; empty if one is under way already. {@link #leave} must be called when it has
   * ended.
   */
  <T> Optional<T> enter(URI api, Supplier<T> request) {
    if (!busy.add(api)) {
      return Optional.empty();
    }
    try {
      return Optional.of(request.get());
    } catch (RuntimeException | Error e) {
      // It never began: no memory for another thread, for one.
      leave(api);
      throw e;
    }
  }

  void leave(URI api) {
    busy.remove(api);
  }
}
