package io.pgha.driver.cluster;

import io.pgha.driver.log.Log;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;
import java.util.List;

/**
 * A JDK before 19 holds on to the record whose {@code equals}, {@code hashCode} or {@code toString}
 * was called for the first time most recently (JDK-8078641). If that is one of ours, an undeployed
 * web application stays in memory. Later ones let go when memory gets short.
 */
public final class RecordMethods {
  private static final int FIRST_JDK_THAT_LETS_GO = 19;

  private RecordMethods() {}

  /** Has the JDK hold on to one of its own classes instead. */
  public static void forget() {
    if (Runtime.version().feature() < FIRST_JDK_THAT_LETS_GO) {
      makeThoseOfAnotherClass();
    }
  }

  private static void makeThoseOfAnotherClass() {
    try {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      MethodHandle component =
          lookup.findVirtual(String.class, "strip", MethodType.methodType(String.class));
      for (String method : List.of("equals", "hashCode", "toString")) {
        ObjectMethods.bootstrap(
            lookup, method, MethodHandle.class, String.class, "component", component);
      }
    } catch (Throwable e) {
      Log.line(Level.DEBUG, "The JDK may still hold on to a record of pgha", e);
    }
  }
}
