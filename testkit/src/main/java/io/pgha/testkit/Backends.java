package io.pgha.testkit;

/** The kinds of backends. */
enum Backends {
  HOST {
    @Override
    Backend start(Settings settings, RunDirectory run) {
      return HostBackend.start(settings, run);
    }
  };

  abstract Backend start(Settings settings, RunDirectory run);

  static Backends choose() {
    return HOST;
  }
}
