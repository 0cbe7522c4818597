package io.pgha.driver.jdbc;

import io.pgha.driver.jdbc.Setting.Kind;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the application has set on a logical connection. Written by the thread that uses the
 * connection.
 */
final class Settings {
  private final Map<Kind, Setting> byKind = new EnumMap<>(Kind.class);
  private int version;

  /** Returns what was set before. */
  @Nullable Setting put(Setting setting) {
    version++;
    return byKind.put(setting.kind(), setting);
  }

  /** Takes a setting back that a session refused. */
  void restore(Kind kind, @Nullable Setting before) {
    version++;
    if (before == null) {
      byKind.remove(kind);
    } else {
      byKind.put(kind, before);
    }
  }

  /** Grows with each change. */
  int version() {
    return version;
  }

  @Nullable Setting get(Kind kind) {
    return byKind.get(kind);
  }

  Collection<Setting> all() {
    return byKind.values();
  }
}
