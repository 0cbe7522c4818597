package io.pgha.testkit;

import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** What all parts of one cluster share. */
record Site(
    Settings settings,
    RunDirectory run,
    Addresses addresses,
    Account account,
    Programs programs,
    Credentials credentials,
    Firewall firewall,
    @Nullable Tls tls,
    Api api,
    @Nullable Network network) {
  static Site of(Settings settings, Programs programs, Credentials credentials, RunDirectory run) {
    Account account = Account.current();
    // First: the members' addresses are on it.
    Network network = settings.onNetwork() ? Network.start(run, programs, account) : null;
    Addresses addresses = Addresses.ofNumber(run.number(), settings.onNetwork());
    SSLSocketFactory sockets = null;
    Tls tls = null;
    if (settings.apiSecurity() != ApiSecurity.HTTP) {
      tls = new Tls(run.create("tls", account), programs);
      tls.create(addresses, account);
      sockets = tls.clientContext().getSocketFactory();
    }
    Firewall firewall = new Firewall(programs, account, run.tag());
    return new Site(
        settings,
        run,
        addresses,
        account,
        programs,
        credentials,
        firewall,
        tls,
        new Api(sockets),
        network);
  }

  String scope() {
    return "pgha" + addresses.number();
  }
}
