package io.pgha.benchmarks.race;

import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Driver;

/**
 * A pgjdbc whose static fields nobody shares: there it remembers for all connections of a JVM what
 * each host was, and a contender would live on what others found out.
 */
final class PrivateDriver {
  private PrivateDriver() {}

  /** Its classes are loaded as long as it is used. */
  static Driver pgjdbc() {
    URL jar = org.postgresql.Driver.class.getProtectionDomain().getCodeSource().getLocation();
    ClassLoader loader = new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
    try {
      return (Driver)
          loader.loadClass("org.postgresql.Driver").getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("No driver in " + jar, e);
    }
  }
}
