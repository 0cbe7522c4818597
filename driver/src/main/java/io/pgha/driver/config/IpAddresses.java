package io.pgha.driver.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as text. Names are never looked up. */
public final class IpAddresses {
  private static final Pattern V4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

  private IpAddresses() {}

  /** Empty if it is a name. IPv6 may have brackets; IPv4 mapped to IPv6 counts as IPv4. */
  public static Optional<InetAddress> parse(String text) {
    String bare = text.startsWith("[") && text.endsWith("]") ? inside(text) : text;
    if (V4.matcher(bare).matches()) {
      return literal(bare);
    }
    // In brackets Java takes it for an address or refuses it.
    return bare.contains(":") ? literal("[" + bare + "]") : Optional.empty();
  }

  private static String inside(String brackets) {
    return brackets.substring(1, brackets.length() - 1);
  }

  private static Optional<InetAddress> literal(String address) {
    try {
      return Optional.of(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
