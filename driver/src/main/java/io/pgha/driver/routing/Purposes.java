package io.pgha.driver.routing;

import io.pgha.driver.config.ReadOnlyTarget;
import io.pgha.driver.config.RoutingSettings;
import io.pgha.driver.config.TargetServerType;
import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Purpose.Target;

/** What sessions are opened for, by the settings of a URL. */
public final class Purposes {
  private Purposes() {}

  /** For a connection whose read-only flag is this. */
  public static Purpose of(RoutingSettings routing, boolean readOnly) {
    return routing
        .targetServerType()
        .map(type -> Purpose.fixed(target(type)))
        .orElseGet(() -> readOnly ? Purpose.read(target(routing.readOnlyTarget())) : Purpose.WRITE);
  }

  private static Target target(TargetServerType type) {
    return switch (type) {
      case ANY -> Target.ANY;
      case PRIMARY -> Target.PRIMARY;
      case SECONDARY -> Target.SECONDARY;
      case PREFER_SECONDARY -> Target.PREFER_SECONDARY;
      case PREFER_PRIMARY -> Target.PREFER_PRIMARY;
    };
  }

  private static Target target(ReadOnlyTarget target) {
    return switch (target) {
      case PREFER_SECONDARY -> Target.PREFER_SECONDARY;
      case SECONDARY -> Target.SECONDARY;
      case ANY -> Target.ANY;
    };
  }
}
