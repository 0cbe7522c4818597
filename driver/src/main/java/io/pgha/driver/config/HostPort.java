package io.pgha.driver.config;

import java.net.URI;
import java.util.Locale;

/**
 * The address of a server as written or advertised, not resolved.
 *
 * @param host a name or an IP address, without brackets
 * @param port from 1 to 65535
 */
public record HostPort(String host, int port) {
  /**
   * {@return host and port of a URI} Not by {@link URI#getHost} and {@link URI#getPort}, which find
   * nothing where a name has an underscore.
   *
   * @param uri has both
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
