package io.pgha.driver.telemetry;

/** Whether parts of the JDK are there: a runtime may have been slimmed with {@code jlink}. */
final class Present {
  private Present() {}

  static boolean has(String type) {
    try {
      Class.forName(type, /* initialize= */ false, Present.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
