package io.pgha.driver.config;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A network in CIDR notation.
 *
 * @param size bits of an address: 32 or 128
 * @param prefix how many of them count
 * @param value these bits
 */
public record Network(int size, int prefix, BigInteger value) {
  /** Empty if the text is neither an address nor looks like a network. */
  static Optional<Network> parse(String text) throws WrongValueException {
    int slash = text.indexOf('/');
    Optional<InetAddress> address = IpAddresses.parse(slash < 0 ? text : text.substring(0, slash));
    if (slash < 0) {
      return address.map(single -> of(single, size(single)));
    }
    if (address.isEmpty()) {
      throw wrong(text);
    }
    return Optional.of(of(address.get(), prefix(text, slash, size(address.get()))));
  }

  private static int prefix(String text, int slash, int size) throws WrongValueException {
    String digits = text.substring(slash + 1);
    if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > size) {
      throw wrong(text);
    }
    return Integer.parseInt(digits);
  }

  private static WrongValueException wrong(String text) {
    return new WrongValueException("\"" + text + "\" is no network");
  }

  boolean contains(InetAddress address) {
    return size(address) == size && of(address, prefix).equals(this);
  }

  private static Network of(InetAddress address, int prefix) {
    int size = size(address);
    BigInteger bits = new BigInteger(1, address.getAddress());
    return new Network(size, prefix, bits.shiftRight(size - prefix));
  }

  private static int size(InetAddress address) {
    return address.getAddress().length * Byte.SIZE;
  }
}
