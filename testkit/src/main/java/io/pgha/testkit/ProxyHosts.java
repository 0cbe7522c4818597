package io.pgha.testkit;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Machines for HAProxy and keepalived that share a virtual address, on the network of a cluster.
 * They end with the cluster. What runs on them is what their configuration files say: nothing is
 * written or started unasked.
 *
 * <p>Methods that wait give up after two minutes with an {@link IllegalStateException}. All methods
 * may be called from any thread.
 */
public final class ProxyHosts {
  private final List<ProxyHost> hosts;
  private final List<String> virtualAddresses;

  private ProxyHosts(List<ProxyHost> hosts, List<String> virtualAddresses) {
    this.hosts = List.copyOf(hosts);
    this.virtualAddresses = List.copyOf(virtualAddresses);
  }

  /**
   * @param before how many there are already in other groups
   */
  static ProxyHosts start(Site site, Network network, int before, int count) {
    List<ProxyHost> hosts =
        IntStream.rangeClosed(before + 1, before + count)
            .mapToObj(index -> ProxyHost.start(site, network, index))
            .toList();
    List<String> virtualAddresses =
        IntStream.rangeClosed(before + 1, before + count).mapToObj(network::virtual).toList();
    return new ProxyHosts(hosts, virtualAddresses);
  }

  /** {@return all of them, dead or alive} */
  public List<ProxyHost> hosts() {
    return hosts;
  }

  /**
   * {@return an address of the network that nobody has until a keepalived takes it, without a mask}
   */
  public String virtualAddress() {
    return virtualAddresses.get(0);
  }

  /** {@return that one first, and more of the kind: as many as there are hosts} */
  public List<String> virtualAddresses() {
    return virtualAddresses;
  }

  /** {@return who has the virtual address now} */
  public List<ProxyHost> holders() {
    return holders(virtualAddress());
  }

  /**
   * {@return who has this one of the virtual addresses now}
   *
   * @param address one of {@link #virtualAddresses()}
   */
  public List<ProxyHost> holders(String address) {
    return hosts.stream().filter(host -> host.has(address)).toList();
  }

  /**
   * Waits until exactly one host has the virtual address.
   *
   * @return that host
   */
  public ProxyHost awaitHolder() {
    return Await.present(
        "one of %s to have %s".formatted(hosts, virtualAddress()),
        Await.TIMEOUT,
        () -> Optional.of(holders()).filter(found -> found.size() == 1).map(found -> found.get(0)),
        () -> "Now: " + holders());
  }

  /**
   * Waits until another host than this one has the virtual address.
   *
   * @param old who had it
   * @return that host
   */
  public ProxyHost awaitHolderOtherThan(ProxyHost old) {
    return Await.present(
        "another of %s than %s to have %s".formatted(hosts, old, virtualAddress()),
        Await.TIMEOUT,
        () -> holders().stream().filter(host -> host != old).findFirst(),
        () -> "Now: " + holders());
  }

  /**
   * Begins to watch who has the virtual address.
   *
   * @return the watch, to be closed
   */
  public VirtualAddressWatch watch() {
    return new VirtualAddressWatch(this);
  }

  /** Plugs every host in, and starts on each what ever ran. */
  void heal() {
    hosts.forEach(ProxyHost::heal);
  }
}
