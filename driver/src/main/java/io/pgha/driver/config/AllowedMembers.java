package io.pgha.driver.config;

import java.net.InetAddress;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which hosts a discovered member may be on. IP addresses are compared with networks, names with
 * patterns; no name is ever looked up, because who answers the look-up could then let himself in.
 *
 * @param names patterns in lower case, in which {@code *} stands for any characters, dots included
 * @param networks an address alone is the network of just itself
 */
public record AllowedMembers(Set<String> names, Set<Network> networks) {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}*._-]+");
  private static final Pattern NO_ADDRESS = Pattern.compile("(?!\\*$)[0-9.*]+");

  public AllowedMembers {
    names = Set.copyOf(names);
    networks = Set.copyOf(networks);
  }

  static AllowedMembers any() {
    return new AllowedMembers(Set.of(), Set.of());
  }

  static AllowedMembers parse(String text) throws WrongValueException {
    Set<String> names = new LinkedHashSet<>();
    Set<Network> networks = new LinkedHashSet<>();
    for (String element : Lists.parse(text)) {
      Optional<Network> network = Network.parse(element);
      network.ifPresent(networks::add);
      if (network.isEmpty()) {
        names.add(name(element));
      }
    }
    return new AllowedMembers(names, networks);
  }

  private static String name(String element) throws WrongValueException {
    if (NO_ADDRESS.matcher(element).matches()) {
      throw new WrongValueException(
          "\"" + element + "\" is no address; networks are written like 10.0.0.0/8");
    }
    if (!NAME.matcher(element).matches()) {
      throw new WrongValueException("\"" + element + "\" is neither name, address nor network");
    }
    return canonical(element);
  }

  /** Whether credentials may be sent to a member on this host, a name or an IP address. */
  public boolean allows(String host) {
    if (names.isEmpty() && networks.isEmpty()) {
      return true;
    }
    Optional<InetAddress> address = IpAddresses.parse(host);
    return address.isPresent()
        ? networks.stream().anyMatch(network -> network.contains(address.get()))
        : names.stream().anyMatch(name -> matches(name, canonical(host)));
  }

  /** The same for the host of an API address. */
  public boolean allows(URI api) {
    // URI.getHost() is null where a name has an underscore.
    String authority = api.getRawAuthority();
    int colon = authority == null ? -1 : authority.lastIndexOf(':');
    return colon >= 0 && allows(authority.substring(0, colon));
  }

  private static boolean matches(String pattern, String host) {
    return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), host);
  }

  private static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
