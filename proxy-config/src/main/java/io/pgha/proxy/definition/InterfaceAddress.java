package io.pgha.proxy.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.pgha.driver.config.IpAddresses;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;

/** An address of a network interface, and how many of its bits are the network's. */
public record InterfaceAddress(InetAddress address, int prefix) {
  private static final String FORM = "an address and its network such as 10.0.0.11/24";

  @JsonCreator
  static InterfaceAddress parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = address(slash < 0 ? "" : text.substring(0, slash), FORM);
    String digits = text.substring(slash + 1);
    int size = address.getAddress().length * Byte.SIZE;
    if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > size) {
      throw new IllegalArgumentException(FORM);
    }
    return new InterfaceAddress(address, Integer.parseInt(digits));
  }

  static InetAddress address(String text, String wanted) {
    return IpAddresses.parse(text).orElseThrow(() -> new IllegalArgumentException(wanted));
  }

  /** Whether the other address is reached through this interface without a router. */
  public boolean isInNetwork(InetAddress other) {
    return other.getAddress().length == address.getAddress().length
        && network(other).equals(network(address));
  }

  private BigInteger network(InetAddress any) {
    byte[] bytes = any.getAddress();
    return new BigInteger(1, bytes).shiftRight(bytes.length * Byte.SIZE - prefix);
  }

  public String host() {
    return text(address);
  }

  /** Java writes IPv6 addresses without the short form. */
  static String text(InetAddress address) {
    return address instanceof Inet6Address
        ? address.getHostAddress().replaceFirst("(^|:)(0(:|$)){2,}", "::")
        : address.getHostAddress();
  }

  @Override
  public String toString() {
    return host() + "/" + prefix;
  }
}
