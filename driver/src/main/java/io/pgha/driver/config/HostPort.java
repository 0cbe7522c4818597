package io.pgha.driver.config;

import java.util.Locale;

/** The address of a PostgreSQL server as written or advertised, not resolved. */
public record HostPort(String host, int port) {
  /** For comparing: host names are the same in upper and lower case. */
  HostPort normalized() {
    return new HostPort(host.toLowerCase(Locale.ROOT), port);
  }

  @Override
  public String toString() {
    return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
  }
}
