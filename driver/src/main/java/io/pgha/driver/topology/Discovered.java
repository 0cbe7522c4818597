package io.pgha.driver.topology;

import io.pgha.driver.config.HostPort;
import java.net.URI;

/** A member as {@code GET /cluster} names it. */
public record Discovered(String name, HostPort postgres, URI api) {}
