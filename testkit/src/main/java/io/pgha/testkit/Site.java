package io.pgha.testkit;

import org.jspecify.annotations.Nullable;

/** What all parts of one cluster share. */
record Site(
    Settings settings,
    RunDirectory run,
    Backend backend,
    Credentials credentials,
    @Nullable Tls tls,
    Api api) {
  static Site of(Settings settings, Backend backend, Credentials credentials, RunDirectory run) {
    Tls tls = null;
    if (settings.apiSecurity() != ApiSecurity.HTTP) {
      tls = new Tls(run.create("tls", backend.account()), backend);
      tls.create();
    }
    Api api = new Api(tls == null ? null : tls.clientContext().getSocketFactory());
    return new Site(settings, run, backend, credentials, tls, api);
  }

  Addresses addresses() {
    return backend.addresses();
  }

  Account account() {
    return backend.account();
  }

  Programs programs() {
    return backend.programs();
  }

  /** Where it listens for the testkit. */
  String etcdUrl() {
    return addresses().etcdUrl(etcdScheme(), 0);
  }

  String etcdScheme() {
    return settings.tlsOnly() ? "https" : "http";
  }

  String scope() {
    return "pgha" + addresses().number();
  }
}
