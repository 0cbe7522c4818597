package io.pgha.proxy.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host on which HAProxy and keepalived run.
 *
 * @param networkInterface the one that carries the virtual addresses
 * @param priority of VRRP, 1 to 254
 */
public record Host(
    String name, String networkInterface, List<InterfaceAddress> addresses, int priority) {
  /** It becomes the name of a file. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9._@-]{1,15}");
  private static final int USUAL_PRIORITY = 100;

  public Host {
    Check.that(NAME.matcher(String.valueOf(name)).matches(), "a host has a name such as lb1");
    Check.that(
        INTERFACE.matcher(String.valueOf(networkInterface)).matches(),
        "host " + name + " has an interface such as eth0");
    Check.that(
        addresses != null && !addresses.isEmpty(),
        "host " + name + " has addresses such as [10.0.0.11/24]");
    Check.that(priority >= 1 && priority <= 254, "host " + name + " has a priority from 1 to 254");
    addresses = List.copyOf(addresses);
  }

  @JsonCreator
  static Host of(
      @JsonProperty("name") String name,
      @JsonProperty("interface") String networkInterface,
      @JsonProperty("addresses") List<InterfaceAddress> addresses,
      @JsonProperty("priority") @Nullable Integer priority) {
    return new Host(
        name, networkInterface, addresses, priority == null ? USUAL_PRIORITY : priority);
  }

  /** Its own address in the network of a virtual one. */
  public Optional<InterfaceAddress> near(InetAddress vip) {
    return addresses.stream().filter(own -> own.isInNetwork(vip)).findFirst();
  }
}
