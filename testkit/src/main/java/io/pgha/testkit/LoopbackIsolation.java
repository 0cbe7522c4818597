package io.pgha.testkit;

/**
 * Isolation of a member that shares the network of this machine with everybody.
 *
 * <p>An address tells the packets to and from what a member listens to. What it opens itself has no
 * address of its own on loopback; there the group of the sending process tells, and a mark on the
 * connection catches the packets that come back.
 */
final class LoopbackIsolation implements Isolation {
  private final Firewall firewall;
  private final String address;
  private final String etcdAddress;
  private final int group;

  LoopbackIsolation(Firewall firewall, String address, String etcdAddress, int group) {
    this.firewall = firewall;
    this.address = address;
    this.etcdAddress = etcdAddress;
    this.group = group;
  }

  @Override
  public void fromDcs() {
    cutAddress(etcdAddress);
  }

  /** Clients are all processes but the members of this and other clusters. */
  @Override
  public void fromClients() {
    dropMarked();
    // Other machines are clients too; members speak with each other on loopback.
    firewall.insert("filter", "INPUT ! -i lo -d " + address + " -p tcp -j DROP");
    mark("-d " + address + " -m owner ! --gid-owner " + Addresses.GROUPS);
  }

  @Override
  public void fromAll() {
    cutAddress(address);
    cutAddress(etcdAddress);
    dropMarked();
    mark("-m owner --gid-owner " + group);
  }

  private void cutAddress(String cut) {
    firewall.insert("filter", "INPUT -d " + cut + " -p tcp -j DROP");
    firewall.insert("filter", "INPUT -s " + cut + " -p tcp -j DROP");
  }

  private void dropMarked() {
    firewall.insert("filter", "INPUT -p tcp -m connmark --mark " + group + " -j DROP");
  }

  private void mark(String packets) {
    firewall.insert("mangle", "OUTPUT -p tcp " + packets + " -j CONNMARK --set-mark " + group);
  }

  @Override
  public void end() {
    firewall.removeMine();
  }
}
