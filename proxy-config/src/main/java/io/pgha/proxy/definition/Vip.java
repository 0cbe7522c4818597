package io.pgha.proxy.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A virtual address, and the virtual router of VRRP that carries it.
 *
 * @param serves what those who use it want; only its listener decides whether a host may have it
 */
public record Vip(InetAddress address, int routerId, Serves serves) {
  /** What a virtual address is for. */
  public enum Serves {
    all,
    writes,
    reads
  }

  @JsonCreator
  static Vip of(
      @JsonProperty("address") @Nullable String address,
      @JsonProperty("routerId") int routerId,
      @JsonProperty("serves") @Nullable Serves serves) {
    Check.that(routerId >= 1 && routerId <= 255, "a VIP has a routerId from 1 to 255");
    return new Vip(
        InterfaceAddress.address(
            address == null ? "" : address, "a VIP has an address such as 10.0.0.100, no network"),
        routerId,
        serves == null ? Serves.all : serves);
  }

  public boolean ipv6() {
    return address instanceof Inet6Address;
  }

  @Override
  public String toString() {
    return InterfaceAddress.text(address);
  }
}
