package io.pgha.driver.config;

import java.net.URI;
import java.util.Locale;

/** The address of a server as written or advertised, not resolved. */
public record HostPort(String host, int port) {
  /**
   * Of a URI that has both. Not by {@link URI#getHost} and {@link URI#getPort}, which find nothing
   * where a name has an underscore.
   */
  public static HostPort of(URI uri) {
    String authority = uri.getRawAuthority();
    int colon = authority.lastIndexOf(':');
    return new HostPort(
        authority.substring(0, colon), Integer.parseInt(authority.substring(colon + 1)));
  }

  /** For comparing: host names are the same in upper and lower case. */
  HostPort normalized() {
    return new HostPort(host.toLowerCase(Locale.ROOT), port);
  }

  @Override
  public String toString() {
    return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
  }
}
