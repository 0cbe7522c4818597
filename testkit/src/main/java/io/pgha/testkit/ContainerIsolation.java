package io.pgha.testkit;

/** Isolation of a member that has a network of its own: in there, every packet is its own. */
final class ContainerIsolation implements Isolation {
  private final Firewall firewall;
  private final String etcdAddress;
  private final String clientsAddress;

  /** Whether there may be rules; written by whoever cuts it off. */
  private volatile boolean cut;

  ContainerIsolation(Firewall firewall, String etcdAddress, String clientsAddress) {
    this.firewall = firewall;
    this.etcdAddress = etcdAddress;
    this.clientsAddress = clientsAddress;
  }

  @Override
  public void fromDcs() {
    cut("-s " + etcdAddress, "-d " + etcdAddress);
  }

  @Override
  public void fromClients() {
    cut("-s " + clientsAddress, "-d " + clientsAddress);
  }

  @Override
  public void fromAll() {
    cut("-s 0.0.0.0/0", "-d 0.0.0.0/0");
  }

  private void cut(String from, String to) {
    cut = true;
    firewall.insert("filter", "INPUT ! -i lo " + from + " -j DROP");
    firewall.insert("filter", "OUTPUT ! -o lo " + to + " -j DROP");
  }

  @Override
  public void end() {
    if (cut) {
      firewall.removeMine();
      cut = false;
    }
  }
}
