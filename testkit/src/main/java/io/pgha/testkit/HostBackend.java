package io.pgha.testkit;

import org.jspecify.annotations.Nullable;

/** All programs run side by side on this machine, each member with an address of its own. */
final class HostBackend implements Backend {
  private final Programs programs = new Programs();
  private final Account account = Account.current();
  private final Machine machine = new ThisMachine();
  private final String tag;
  private final @Nullable Network network;
  private final Addresses addresses;

  private HostBackend(Settings settings, RunDirectory run) {
    programs.requireAll();
    this.tag = run.tag();
    // First: the members' addresses are on it.
    this.network = settings.onNetwork() ? Network.start(run, programs, account) : null;
    this.addresses =
        Addresses.onThisMachine(run.number(), settings.onNetwork() ? Place.LINK : Place.LOOPBACK);
  }

  static Backend start(Settings settings, RunDirectory run) {
    return new HostBackend(settings, run);
  }

  @Override
  public Addresses addresses() {
    return addresses;
  }

  @Override
  public Programs programs() {
    return programs;
  }

  @Override
  public Account account() {
    return account;
  }

  @Override
  public Machine etcdMachine() {
    return machine;
  }

  @Override
  public Machine newMachine(int index, String member) {
    return machine;
  }

  @Override
  public Isolation isolation(int index, String member, Machine of) {
    return new LoopbackIsolation(
        new Firewall(of, programs, account, tag, member),
        addresses.member(index),
        addresses.etcd(index),
        addresses.group(index));
  }

  @Override
  public Network network() {
    if (network == null) {
      throw new IllegalStateException(
          "The members listen on loopback; see PatroniClusterBuilder.onNetwork");
    }
    return network;
  }
}
