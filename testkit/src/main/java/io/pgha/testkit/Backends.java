package io.pgha.testkit;

import java.util.function.BooleanSupplier;

/** The kinds of backends. */
enum Backends {
  HOST {
    @Override
    Backend start(Settings settings, RunDirectory run) {
      return HostBackend.start(settings, run);
    }
  },
  CONTAINERS {
    @Override
    Backend start(Settings settings, RunDirectory run) {
      try {
        return ContainersBackend.start(settings, run);
      } catch (NoClassDefFoundError e) {
        throw new IllegalStateException(
            "Clusters in containers need org.testcontainers:testcontainers on the class path", e);
      }
    }
  };

  /** The system property that chooses one. */
  static final String PROPERTY = "pgha.testkit.backend";

  abstract Backend start(Settings settings, RunDirectory run);

  /**
   * What the property says, else this machine if it has the programs, else Docker if it is there.
   */
  static Backends choose() {
    return choose(
        System.getProperty(PROPERTY, ""), new Programs()::hasAll, Backends::isDockerThere);
  }

  static Backends choose(String wanted, BooleanSupplier hasPrograms, BooleanSupplier hasDocker) {
    return switch (wanted) {
      case "host" -> HOST;
      case "containers" -> CONTAINERS;
      case "" -> hasPrograms.getAsBoolean() || !hasDocker.getAsBoolean() ? HOST : CONTAINERS;
      default ->
          throw new IllegalArgumentException(
              "%s is '%s', must be 'host' or 'containers'".formatted(PROPERTY, wanted));
    };
  }

  /** Testcontainers finds it, so without Testcontainers there is none. */
  static boolean isDockerThere() {
    try {
      return Docker.isThere();
    } catch (NoClassDefFoundError e) {
      return false;
    }
  }
}
